package dev.reconciler.report.html;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.Passage;
import dev.reconciler.report.SafeText;
import dev.reconciler.report.Section;
import dev.reconciler.report.Times;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A passage as the template wants it. Tables stay short enough for a phone. */
record PassageView(
        String tone,
        String label,
        PhraseView text,
        Optional<PhraseView> todo,
        Optional<Files> files,
        Optional<Deploys> deploys) {
    /** More files than this are folded away. */
    private static final int OPEN_FILES = 20;

    private static final int MAX_DEPLOYS = 100;

    static PassageView of(Passage passage) {
        return new PassageView(
                Tone.of(passage.section()),
                passage.label(),
                PhraseView.of(passage.text()),
                passage.todo().map(PhraseView::of),
                passage.files().isEmpty() ? Optional.empty() : Optional.of(Files.of(passage)),
                passage.deploys().size() < 2
                        ? Optional.empty()
                        : Optional.of(Deploys.of(passage.deploys())));
    }

    private static String count(long n, String one, String many) {
        return String.format(Locale.ENGLISH, "%,d %s", n, n == 1 ? one : many);
    }

    /** The damaged files. */
    record Files(String summary, boolean open, List<FileRow> rows, Optional<String> more) {
        static Files of(Passage passage) {
            long all = passage.files().size() + passage.moreFiles();
            return new Files(
                    count(all, "file", "files"),
                    passage.section() == Section.NEEDS_YOU && all <= OPEN_FILES,
                    passage.files().stream().map(FileRow::of).toList(),
                    passage.moreFiles() == 0
                            ? Optional.empty()
                            : Optional.of(
                                    "… and "
                                            + count(
                                                    passage.moreFiles(),
                                                    "more file.",
                                                    "more files.")));
        }
    }

    record FileRow(String path, String problem) {
        static FileRow of(DamagedFile file) {
            var problem =
                    switch (file.kind()) {
                        case MISSING -> "missing: visitors get “not found”";
                        case CORRUPT -> "damaged: incomplete, or not what you uploaded";
                    };
            return new FileRow(SafeText.of(file.path(), SafeText.LONG), problem);
        }
    }

    /** The deploys that a passage speaks of together. */
    record Deploys(String summary, List<DeployRow> rows, Optional<String> more) {
        static Deploys of(List<EntryReport> deploys) {
            int more = deploys.size() - MAX_DEPLOYS;
            return new Deploys(
                    "The " + count(deploys.size(), "deploy", "deploys"),
                    deploys.stream().limit(MAX_DEPLOYS).map(DeployRow::of).toList(),
                    more <= 0
                            ? Optional.empty()
                            : Optional.of(
                                    "… and "
                                            + count(more, "more", "more")
                                            + "; the table that goes with this page has them all."));
        }
    }

    record DeployRow(String title, String branch, String commit, String made) {
        static DeployRow of(EntryReport report) {
            var facts = report.deploy();
            return new DeployRow(
                    shown(facts.title().or(() -> titleOf(report, facts))),
                    shown(facts.branch()),
                    facts.commit().map(SafeText::commit).orElse(""),
                    facts.created().map(Times::sorted).orElse(""));
        }

        private static Optional<String> titleOf(EntryReport report, DeployFacts facts) {
            return facts.commit().isPresent()
                    ? Optional.empty()
                    : Optional.of(report.entry().deploy().text());
        }

        private static String shown(Optional<String> raw) {
            return raw.map(text -> SafeText.of(text, SafeText.SHORT)).orElse("");
        }
    }
}
