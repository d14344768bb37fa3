package dev.reconciler.report;

import dev.reconciler.model.DamagedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a customer is told about one site.
 *
 * @param section where it stands on the page
 * @param passages the most urgent first
 */
public record SiteStory(SiteReport site, Section section, List<Passage> passages) {

    public SiteStory {
        passages = List.copyOf(passages);
    }

    /** Deploys that fared alike are told of together. */
    public static SiteStory of(ReportHeader header, SiteReport site) {
        var passages = new ArrayList<Passage>();
        groups(site)
                .forEach((alike, deploys) -> passages.add(Words.passage(header, alike, deploys)));
        boolean told = passages.stream().anyMatch(SiteStory::tellsOwnerOfPublished);
        site.down()
                .filter(down -> isNews(site, down))
                .ifPresent(down -> passages.add(DownWords.passage(header, down, told)));
        passages.sort(Comparator.comparing(Passage::section));
        return new SiteStory(site, section(passages), passages);
    }

    /** What is told of one deploy by itself. */
    public static Passage alone(ReportHeader header, EntryReport entry) {
        return Words.passage(header, Alike.of(entry), List.of(entry));
    }

    /** A deploy that is live but for some files speaks for itself. */
    private static boolean isNews(SiteReport site, SiteDown down) {
        return !down.isPartial() || site.entries().stream().noneMatch(e -> e.entry().published());
    }

    private static boolean tellsOwnerOfPublished(Passage passage) {
        return passage.todo().isPresent()
                && passage.deploys().stream().anyMatch(d -> d.entry().published());
    }

    private static Map<Alike, List<EntryReport>> groups(SiteReport site) {
        Map<Alike, List<EntryReport>> groups = new LinkedHashMap<>();
        for (EntryReport entry : site.entries()) {
            groups.computeIfAbsent(Alike.of(entry), _ -> new ArrayList<>()).add(entry);
        }
        return groups;
    }

    private static Section section(List<Passage> passages) {
        return passages.stream().map(Passage::section).reduce(Section.DONE, Section::or);
    }

    /**
     * What deploys have in common that are told of in one sentence.
     *
     * @param done whether it has happened, as opposed to being planned
     * @param published whether a site published it, where that makes a difference
     * @param commit whether its commit is known, where that makes a difference
     */
    record Alike(
            Outcome outcome,
            boolean done,
            boolean published,
            boolean commit,
            Outcome.Cause cause,
            List<DamagedFile> files,
            long moreFiles) {

        static Alike of(EntryReport report) {
            var entry = report.entry();
            var outcome = Outcome.of(report);
            return switch (outcome) {
                case RESTORED, REPLACED, CHANGED_MEANWHILE, NOT_CONFIRMED ->
                        new Alike(
                                outcome,
                                report.isConfirmed(),
                                false,
                                false,
                                Outcome.Cause.RECORD,
                                List.of(),
                                0);
                case FILES_DAMAGED,
                        LOST,
                        WENT_BACK_FOR_GOOD,
                        HELD_BACK,
                        UNREAD,
                        UNDECIDED,
                        PUBLISHED,
                        WENT_BACK,
                        BUILT_AGAIN ->
                        new Alike(
                                outcome,
                                report.isConfirmed(),
                                entry.published(),
                                report.deploy().commit().isPresent(),
                                Outcome.Cause.of(entry.damage()),
                                entry.files(),
                                entry.more());
            };
        }

        /** The outcome's section, unless that speaks of something as done that is still to come. */
        Section section() {
            return outcome.section() == Section.DONE && !done ? Section.TO_COME : outcome.section();
        }

        /** How many damaged files each of them has. */
        long fileCount() {
            return files.size() + moreFiles;
        }
    }
}
