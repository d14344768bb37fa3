package dev.reconciler.report.json;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.Write;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.SiteReport;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonValue;

/**
 * {@code purge.jsonl}: what caches should drop after <i>apply</i>, since other content is served
 * now (contract, section 7).
 *
 * <p>A cache keeps what a deploy of a site answered, at the site's address while it was published
 * and at the deploy's own address always. A line names a deploy whose kept answers are wrong from
 * now on. The writes say which these are:
 *
 * <ul>
 *   <li>a site published another deploy before: that one's answers stand at the site's address
 *       still (REVERT, PUBLISH);
 *   <li>a deploy got another pointer, state or site: it answers with other files than before, or
 *       with files instead of an error, or the reverse (RESTORE, PUBLISH, and whatever is
 *       sidelined). Where the site changed, the old one's cache has it, too.
 * </ul>
 *
 * <p>A line too many costs a cache miss, one too few shows a visitor a page that is wrong.
 */
public final class PurgeJsonl implements ReportList {

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return header.applied().map(_ -> "purge.jsonl");
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) {
        return account -> {
            for (SiteReport site : account.sites()) {
                for (Stale stale : stale(site, header.names())) {
                    line(out, stale);
                }
            }
        };
    }

    private static Set<Stale> stale(SiteReport site, Names names) {
        Set<Stale> all = new LinkedHashSet<>();
        for (EntryReport report : site.entries()) {
            if (report.isConfirmed()) {
                report.entry()
                        .writes()
                        .forEach(write -> collect(all, report.entry(), write, names));
            }
        }
        return all;
    }

    private static void collect(Set<Stale> all, Entry entry, Write write, Names names) {
        switch (write.target()) {
            case SITE ->
                    seen(write, names.of(SiteField.PUBLISHED_DEPLOY_ID))
                            .ifPresent(
                                    before -> all.add(new Stale(Optional.of(write.id()), before)));
            case DEPLOY -> {
                var goal = write.goal().keySet();
                var site = names.of(DeployField.SITE_ID);
                if (goal.contains(site)) {
                    seen(write, site)
                            .ifPresent(
                                    before -> all.add(new Stale(Optional.of(before), write.id())));
                }
                if (goal.contains(site)
                        || goal.contains(names.of(DeployField.TREE_ID))
                        || goal.contains(names.of(DeployField.STATE))) {
                    all.add(new Stale(entry.site(), write.id()));
                }
            }
        }
    }

    private static Optional<Id> seen(Write write, String field) {
        Optional<BsonValue> seen = write.seen().getOrDefault(field, Optional.empty());
        return seen.map(Id::of);
    }

    private static void line(Writer out, Stale stale) throws IOException {
        try (var json = Json.to(out)) {
            json.writeStartObject();
            Json.id(json, "site", stale.site());
            Json.id(json, "deploy", stale.deploy());
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** A deploy whose answers are wrong in caches of that site. */
    private record Stale(Optional<Id> site, Id deploy) {}
}
