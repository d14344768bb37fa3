package dev.reconciler.job.plan;

import dev.reconciler.job.RunFolder;
import dev.reconciler.job.Settings;
import dev.reconciler.model.Account;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import dev.reconciler.model.Site;
import dev.reconciler.plan.Scope;
import dev.reconciler.plan.Tiers;
import dev.reconciler.source.sort.SortedCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.RawBsonDocument;

/**
 * Which sites are in the plan's scope. An account's or a tier's sites are those whose live document
 * says so, or where that is gone the snapshot's.
 */
final class ScopedSites {
    private static final int MOST_NAMED = 10;

    private final Scope scope;
    private final RunFolder folder;
    private final Names names;
    private final Tiers tiers;
    private final Accounts accounts;
    private Optional<Id> last = Optional.empty();
    private boolean lastIsIn;

    private ScopedSites(Scope scope, RunFolder folder, Settings settings) {
        this.scope = scope;
        this.folder = folder;
        this.names = settings.names();
        this.tiers = new Tiers(settings.tiers());
        this.accounts = new Accounts(folder, names);
    }

    /** Once sites and accounts are staged. */
    static ScopedSites of(Scope scope, RunFolder folder, Settings settings) {
        return new ScopedSites(scope, folder, settings);
    }

    /** Whether every site is, so that nobody need ask. */
    boolean isWhole() {
        return scope.whole();
    }

    /**
     * Whether the site of that id is in the scope; no site is in the whole only. Asked of one site
     * after the other, it looks for each once.
     */
    boolean include(Optional<Id> site) {
        if (scope.whole() || site.isEmpty()) {
            return scope.whole();
        }
        if (!last.equals(site)) {
            last = site;
            lastIsIn = include(site.get());
        }
        return lastIsIn;
    }

    private boolean include(Id site) {
        byte[] key = site.key();
        try (SortedCursor cursor = RunFiles.SITES.open(folder).cursorFrom(key)) {
            return cursor.next() && cursor.compareKey(key) == 0 && include(document(cursor));
        }
    }

    private boolean include(Site site) {
        Optional<Account> account = site.account().map(Id::of).flatMap(accounts::get);
        return (scope.sites().isEmpty() || isNamed(scope.sites(), site.id(), site.name()))
                && (scope.accounts().isEmpty()
                        || isNamed(scope.accounts(), site.account().map(Id::of), account))
                && (scope.tiers().isEmpty()
                        || scope.tiers().contains(tiers.of(account.flatMap(Account::plan))));
    }

    private static boolean isNamed(List<String> wanted, Id id, Optional<String> name) {
        return wanted.contains(id.text()) || name.filter(wanted::contains).isPresent();
    }

    private static boolean isNamed(
            List<String> wanted, Optional<Id> id, Optional<Account> account) {
        return id.filter(known -> isNamed(wanted, known, account.flatMap(Account::name)))
                .isPresent();
    }

    private Site document(SortedCursor cursor) {
        StagedSite both = StagedSite.decode(cursor.value(), names);
        return both.live().or(both::snapshot).orElseThrow();
    }

    /**
     * @throws Problem when something is named that the platform does not have
     */
    void refuseUnknown() {
        refuseUnknown("site", unknownSites());
        refuseUnknown("account", unknownAccounts());
    }

    private Set<String> unknownSites() {
        Set<String> unknown = new TreeSet<>(scope.sites());
        if (!unknown.isEmpty()) {
            try (SortedCursor cursor = RunFiles.SITES.open(folder).cursor()) {
                while (!unknown.isEmpty() && cursor.next()) {
                    Site site = document(cursor);
                    unknown.remove(site.id().text());
                    site.name().ifPresent(unknown::remove);
                }
            }
        }
        return unknown;
    }

    private Set<String> unknownAccounts() {
        Set<String> unknown = new TreeSet<>(scope.accounts());
        if (!unknown.isEmpty()) {
            try (SortedCursor cursor = RunFiles.ACCOUNTS.open(folder).cursor()) {
                while (!unknown.isEmpty() && cursor.next()) {
                    Account account = Account.of(new RawBsonDocument(cursor.value()), names);
                    unknown.remove(account.id().text());
                    account.name().ifPresent(unknown::remove);
                }
            }
        }
        return unknown;
    }

    private static void refuseUnknown(String kind, Set<String> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        List<String> named =
                new ArrayList<>(unknown).subList(0, Math.min(unknown.size(), MOST_NAMED));
        throw new Refused(
                "the plan is to be for "
                        + (unknown.size() == 1 ? article(kind) : kind + "s")
                        + " that the platform does not have",
                "--only-" + kind + " " + String.join(", ", named),
                "Give its id, or its name just as the platform has it, and plan again");
    }

    private static String article(String kind) {
        return (kind.startsWith("a") ? "an " : "a ") + kind;
    }
}
