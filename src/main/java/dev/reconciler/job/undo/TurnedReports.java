package dev.reconciler.job.undo;

import dev.reconciler.job.PlanReports;
import dev.reconciler.job.Results;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.plan.Write;
import dev.reconciler.report.SiteDown;
import dev.reconciler.source.sort.SortedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the reports of an undo are made from: that of the plan that is taken back, with the entries
 * turned round. One account is in memory at a time.
 */
final class TurnedReports {
    /** What a plan that was taken back comes to. */
    private static final Results NOTHING_APPLIED =
            new Results() {
                @Override
                public Optional<Instant> appliedAt() {
                    return Optional.empty();
                }

                @Override
                public Function<Id, Optional<Came>> of(Collection<Id> deploys) {
                    return deploy -> Optional.of(Came.NOT_APPLIED);
                }
            };

    private final FrozenPlan undone;
    private final SortedFile deploys;
    private final String published;

    /**
     * @param deploys the undo's entries, by deploy
     */
    TurnedReports(FrozenPlan undone, SortedFile deploys) {
        this.undone = undone;
        this.deploys = deploys;
        this.published = undone.header().names().of(SiteField.PUBLISHED_DEPLOY_ID);
    }

    void write(Path folder, UndoSummary summary) throws IOException {
        PlanReports before = new PlanReports(undone, NOTHING_APPLIED);
        try (DurableFile file = new DurableFile(folder.resolve(PlanReports.FILE));
                Stream<PlanReports.Account> accounts = before.raw()) {
            file.writer().write(PlanReports.json(before.head()) + '\n');
            for (PlanReports.Account account : (Iterable<PlanReports.Account>) accounts::iterator) {
                PlanReports.Account turned = turn(account, before, summary);
                if (!turned.sites().isEmpty()) {
                    file.writer().write(PlanReports.json(turned) + '\n');
                }
            }
            file.keep();
        }
    }

    private PlanReports.Account turn(
            PlanReports.Account account, PlanReports before, UndoSummary summary) {
        List<PlanReports.Site> sites = new ArrayList<>();
        for (PlanReports.Site site : account.sites()) {
            Optional<SiteDown> down = before.down(site).map(TurnedReports::ofUndo);
            PlanReports.Site turned = turn(site, down.map(SiteDown::name), summary);
            if (!turned.entries().isEmpty() || turned.down().isPresent()) {
                sites.add(turned);
            }
            turned.down().ifPresent(why -> summary.addDown(account.tier()));
        }
        return new PlanReports.Account(
                account.account(), account.name(), account.tier(), account.email(), sites);
    }

    /** What a repair that did not go through leaves, is what an undo makes. */
    private static SiteDown ofUndo(SiteDown down) {
        return down == SiteDown.NOT_REPAIRED ? SiteDown.TAKEN_BACK : down;
    }

    private PlanReports.Site turn(
            PlanReports.Site site, Optional<String> down, UndoSummary summary) {
        List<PlanReports.Line> lines = new ArrayList<>();
        Optional<String> publishes = site.publishes();
        for (PlanReports.Line line : site.entries()) {
            Optional<String> turned =
                    UndoFiles.find(deploys, PlanLines.entry(line.entry()).deploy().key());
            if (turned.isPresent()) {
                Entry entry = PlanLines.entry(turned.get());
                summary.add(entry);
                lines.add(
                        new PlanReports.Line(
                                PlanLines.brief(turned.get(), entry),
                                line.deploy(),
                                Optional.empty(),
                                Optional.empty()));
                Optional<String> now = publishedNow(entry, site);
                publishes = now.isPresent() ? now : publishes;
            }
        }
        return new PlanReports.Site(
                site.site(),
                site.name(),
                site.email(),
                down,
                publishes,
                site.didPublish(),
                lines,
                site.down());
    }

    /** What the undo takes the site off, in JSON. */
    private Optional<String> publishedNow(Entry entry, PlanReports.Site site) {
        return entry.writes().stream()
                .filter(write -> write.target() == Write.Target.SITE)
                .filter(write -> site.site().equals(Optional.of(PlanLines.json(write.id()))))
                .map(write -> Objects.requireNonNull(write.seen().get(published)))
                .flatMap(Optional::stream)
                .map(value -> PlanLines.json(Id.of(value)))
                .findFirst();
    }
}
