package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same for a plan of a part of the platform, with what people decided. */
class H2DecidedPlanKillTest extends PlanKillSuite {
    private Path file = Path.of("decisions.jsonl");

    @Override
    LedgerAddress fresh(Path folder) {
        return LedgerAddress.inFolder(folder.resolve("ledger"));
    }

    @Override
    int disturbances() {
        return 5;
    }

    /** Everything that the rules leave to people is left as it is. */
    @Override
    Function<Jobs, Outcome> asked(Trial trial, Path folder) throws IOException {
        Outcome byRules = trial.live(Life.undisturbed(), "plan", Jobs::plan).orElseThrow();
        List<String> decisions;
        List<String> tiers;
        FrozenPlan plan = FrozenPlan.open(trial.plans().resolve(byRules.plan().orElseThrow()));
        try (Stream<Entry> entries = plan.entries()) {
            List<Entry> escalated =
                    entries.filter(e -> e.remedy() instanceof PlannedRemedy.Escalate).toList();
            decisions = escalated.stream().map(H2DecidedPlanKillTest::leave).toList();
            tiers = escalated.stream().map(Entry::tier).distinct().toList();
        }
        assertThat(decisions).isNotEmpty();
        file = Files.write(folder.resolve("decisions.jsonl"), decisions);
        var asked = DecisionsFile.read(file).asked();
        var request =
                new Request.Plan(
                        false, false, new Scope(List.of(), List.of(), tiers), Optional.of(asked));
        return jobs -> jobs.plan(request);
    }

    private static String leave(Entry entry) {
        return "{\"deploy\":%s,\"remedy\":\"LEAVE\",\"by\":\"ada\",\"why\":\"so\"}"
                .formatted(entry.deploy().json());
    }

    @Test
    void a_run_goes_on_where_the_file_of_decisions_is_gone() throws IOException {
        Trial trial = killedIn("decide: commit");
        Path aside = Files.move(file, file.resolveSibling("aside"));

        Outcome resumed = trial.jobs(Life.undisturbed()).resume();

        Files.move(aside, file);
        assertThat(resumed.end()).as("%s", resumed.problem()).isEqualTo(End.COMPLETED);
        assertThat(FolderPicture.of(trial.plans())).isEqualTo(expected);
    }
}
