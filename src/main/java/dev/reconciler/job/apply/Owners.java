package dev.reconciler.job.apply;

import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Site;
import dev.reconciler.model.Undecodable;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Tiers;
import dev.reconciler.source.mongo.MongoDocuments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;

/**
 * Whose entries are, when a part of a plan is chosen by account or tier: the site's, by its live
 * document, as for the scope of a plan. A deploy keeps the account that it was made under, and its
 * site may have another one by now. Where the site is not live, the entry says it.
 */
record Owners(MongoDocuments live, Names names, Tiers tiers) {

    /**
     * Whose an entry is.
     *
     * @param account its id, and its name where the plan may not have it
     */
    record Owner(Set<Id> account, String tier) {
        /** By what the entry itself says. */
        static Owner of(Entry entry) {
            return new Owner(entry.account().stream().collect(Collectors.toSet()), entry.tier());
        }
    }

    /** Of each of some entries. */
    List<Owner> of(List<Entry> entries) {
        Map<Id, Site> sites =
                read(names.sites(), ids(entries.stream().map(Entry::site)), Site::of, Site::id);
        Map<Id, Account> accounts =
                read(
                        names.accounts(),
                        ids(
                                entries.stream()
                                        .filter(entry -> isMoved(entry, sites))
                                        .map(entry -> account(entry, sites))),
                        Account::of,
                        Account::id);
        return entries.stream().map(entry -> owner(entry, sites, accounts)).toList();
    }

    private static Set<Id> ids(Stream<Optional<Id>> some) {
        return some.flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static boolean isMoved(Entry entry, Map<Id, Site> sites) {
        return !account(entry, sites).equals(entry.account());
    }

    private static Optional<Id> account(Entry entry, Map<Id, Site> sites) {
        return entry.site()
                .flatMap(id -> Optional.ofNullable(sites.get(id)))
                .map(site -> site.account().map(Id::of))
                .orElseGet(entry::account);
    }

    private Owner owner(Entry entry, Map<Id, Site> sites, Map<Id, Account> accounts) {
        if (!isMoved(entry, sites)) {
            return Owner.of(entry);
        }
        Optional<Id> id = account(entry, sites);
        Optional<Account> account = id.flatMap(known -> Optional.ofNullable(accounts.get(known)));
        Set<Id> called = new HashSet<>();
        id.ifPresent(called::add);
        account.flatMap(Account::name).map(Id::parse).ifPresent(called::add);
        return new Owner(called, tiers.of(account.flatMap(Account::plan)));
    }

    private <T> Map<Id, T> read(
            String collection,
            Set<Id> ids,
            BiFunction<RawBsonDocument, Names, T> decode,
            Function<T, Id> id) {
        Map<Id, T> found = new HashMap<>();
        live.each(
                collection,
                ids,
                document -> {
                    try {
                        T decoded = decode.apply(document, names);
                        found.put(id.apply(decoded), decoded);
                    } catch (Undecodable e) {
                        // As one that is not live: the entry says whose it is.
                        return;
                    }
                });
        return found;
    }
}
