package dev.reconciler.job;

import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.model.Problem;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The runs of a ledger that did not end, and can be resumed. */
record OpenRuns(Ledger ledger, Settings settings) {

    /** Newest first. What waits for people is applied again by whoever has asked them. */
    List<RunRecord> all() {
        return ledger.runs().open().stream()
                .filter(run -> !Exit.WAITING.isIn(run.exitBits()))
                .toList();
    }

    /**
     * The one that {@code status} shows, and where that has ended, the newest.
     *
     * @throws Problem when there is none
     */
    RunRecord next() {
        List<RunRecord> all = all();
        return all.stream()
                .filter(this::isShown)
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElseThrow(() ->
                        new Problem(
                                "there is nothing to resume",
                                settings.ledger().shown(),
                                "every run has ended. Start one: reconciler plan"));
    }

    private boolean isShown(RunRecord run) {
        return StatusFile.in(settings.work())
                .readable()
                .filter(shown -> shown.run() == run.id() && shown.job().equals(run.asked().job()))
                .isPresent();
    }

    /** {@code run 3, apply of plan 7f3a91c2, begun 2026-11-24T19:25:53Z}. */
    String told(RunRecord run) {
        String what =
                switch (Request.of(run.asked())) {
                    case Request.Plan plan -> plan.job();
                    case Request.Apply apply ->
                            apply.job() + " of plan " + settings.named(apply.folder());
                    case Request.Undo undo ->
                            undo.job() + " of plan " + settings.named(undo.folder());
                };
        return "run %d, %s, begun %s"
                .formatted(run.id(), what, run.startedAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
