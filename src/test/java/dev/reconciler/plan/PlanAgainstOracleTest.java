package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.oracle.Scenario;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The rules against an oracle that was written from the contract alone. */
class PlanAgainstOracleTest {

    @Test
    void a_real_incident_is_planned_as_the_oracle_plans_it() throws Exception {
        Optional<Path> folder = Scenario.find();
        Assumptions.assumeTrue(
                folder.isPresent(), "the scenario folder is not here: see RECONCILER_SCENARIO");
        assertThat(AgainstOracle.differences(Scenario.load(folder.get()).incident())).isEmpty();
    }
}
