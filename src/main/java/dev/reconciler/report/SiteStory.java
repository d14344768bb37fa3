package dev.reconciler.report;

import dev.reconciler.model.DamagedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a customer is told about one site.
 *
 * @param section where it stands on the page; one that is down is never anywhere else
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
        boolean told = passages.stream().anyMatch(SiteStory::tellsWhatComes);
        site.down()
                .filter(down -> !down.isPartial() || !told)
                .ifPresent(down -> passages.add(DownWords.passage(header, down, told)));
        passages.sort(Comparator.comparing(Passage::section));
        var section = site.down().isPresent() ? Section.DOWN : section(passages);
        return new SiteStory(site, section, passages);
    }

    /** What is told of one deploy by itself. */
    public static Passage alone(ReportHeader header, EntryReport entry) {
        return Words.passage(header, Alike.of(entry), List.of(entry));
    }

    /** Whether the owner is told what to do, or to wait for, about what the site publishes. */
    private static boolean tellsWhatComes(Passage passage) {
        return passage.deploys().stream()
                .anyMatch(deploy ->
                        deploy.published()
                                ? passage.todo().isPresent() || comes(passage, deploy)
                                : comes(passage, deploy) && DownNow.movesSite(deploy));
    }

    private static boolean comes(Passage passage, EntryReport deploy) {
        return passage.section() == Section.TO_COME || Outcome.of(deploy) == Outcome.BUILT_AGAIN;
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
     * @param published whether its site published it, where that makes a difference; of what was
     *     left alone, whether the site was to publish another deploy
     * @param commit whether its commit is known, where that makes a difference
     * @param left what it was left alone for, where it was
     */
    record Alike(
            Outcome outcome,
            boolean done,
            boolean published,
            boolean commit,
            Outcome.Cause cause,
            Optional<Conflict.What> left,
            List<DamagedFile> files,
            long moreFiles) {

        static Alike of(EntryReport report) {
            var entry = report.entry();
            var outcome = Outcome.of(report);
            return switch (outcome) {
                case CHANGED_MEANWHILE ->
                        new Alike(
                                outcome,
                                false,
                                DownNow.movesSite(report),
                                false,
                                Outcome.Cause.RECORD,
                                Optional.of(what(report)),
                                List.of(),
                                0);
                case RESTORED, REPLACED, NOT_CONFIRMED, TAKEN_BACK, REPAIRED_AGAIN, STILL_TO_COME ->
                        new Alike(
                                outcome,
                                report.isConfirmed(),
                                false,
                                false,
                                Outcome.Cause.RECORD,
                                Optional.empty(),
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
                                report.published(),
                                report.deploy().commit().isPresent(),
                                Outcome.Cause.of(entry.damage()),
                                Optional.empty(),
                                entry.files(),
                                entry.more());
            };
        }

        /** The outcome's section, unless that speaks of something as done that is still to come. */
        Section section() {
            return outcome.section() == Section.DONE && !done ? Section.TO_COME : outcome.section();
        }

        private static Conflict.What what(EntryReport report) {
            return report.conflict().map(Conflict::what).orElse(Conflict.What.REFUSED);
        }

        /** How many damaged files each of them has. */
        long fileCount() {
            return files.size() + moreFiles;
        }
    }
}
