package dev.reconciler.report;

import dev.reconciler.plan.PlannedRemedy;
import java.util.EnumMap;
import java.util.Map;

/** An account, or a plan, in numbers. */
public final class Tally {
    private final Map<Section, Integer> sites = new EnumMap<>(Section.class);
    private final Map<Remedy, Integer> remedies = new EnumMap<>(Remedy.class);
    private int conflicts;
    private int notConfirmed;
    private int stillToCome;

    /** The remedies in the order of the contract. */
    public enum Remedy {
        RESTORE,
        PUBLISH,
        REVERT,
        SUPERSEDED,
        REBUILD,
        ESCALATE,
        UNDO;

        private static Remedy of(PlannedRemedy remedy) {
            return switch (remedy) {
                case PlannedRemedy.Restore _ -> RESTORE;
                case PlannedRemedy.Publish _ -> PUBLISH;
                case PlannedRemedy.Revert _ -> REVERT;
                case PlannedRemedy.Superseded _ -> SUPERSEDED;
                case PlannedRemedy.Rebuild _ -> REBUILD;
                case PlannedRemedy.Escalate _ -> ESCALATE;
                case PlannedRemedy.Undo _ -> UNDO;
            };
        }
    }

    /** The numbers of one account. */
    public static Tally of(ReportHeader header, AccountReport account) {
        var tally = new Tally();
        for (SiteReport site : account.sites()) {
            tally.add(SiteStory.of(header, site));
        }
        return tally;
    }

    /** Counts a site and its deploys. */
    public void add(SiteStory story) {
        sites.merge(story.section(), 1, Integer::sum);
        for (EntryReport report : story.site().entries()) {
            remedies.merge(Remedy.of(report.entry().remedy()), 1, Integer::sum);
            conflicts += Outcome.of(report) == Outcome.CHANGED_MEANWHILE ? 1 : 0;
            notConfirmed += Outcome.of(report) == Outcome.NOT_CONFIRMED ? 1 : 0;
            stillToCome += Outcome.of(report) == Outcome.STILL_TO_COME ? 1 : 0;
        }
    }

    /** Adds up. */
    public void add(Tally other) {
        other.sites.forEach((section, n) -> sites.merge(section, n, Integer::sum));
        other.remedies.forEach((remedy, n) -> remedies.merge(remedy, n, Integer::sum));
        conflicts += other.conflicts;
        notConfirmed += other.notConfirmed;
        stillToCome += other.stillToCome;
    }

    /** How many sites. */
    public int sites() {
        return sites.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many sites stand in that section of their customer's page. */
    public int sites(Section section) {
        return sites.getOrDefault(section, 0);
    }

    /** How many deploys have an entry. */
    public int deploys() {
        return remedies.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many deploys got that remedy. */
    public int deploys(Remedy remedy) {
        return remedies.getOrDefault(remedy, 0);
    }

    /** How many entries met a document that had changed. */
    public int conflicts() {
        return conflicts;
    }

    /** How many entries have not had their turn, though others have. */
    public int stillToCome() {
        return stillToCome;
    }

    /** How many entries were written and not found so afterwards. */
    public int notConfirmed() {
        return notConfirmed;
    }
}
