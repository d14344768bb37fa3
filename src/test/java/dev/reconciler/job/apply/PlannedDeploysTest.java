package dev.reconciler.job.apply;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.approve.PlanReader.Numbered;
import dev.reconciler.plan.TestPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedDeploysTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 1_000})
    void every_deploy_of_the_plan_is_found_and_no_other(int entries) {
        PlannedDeploys deploys = new PlannedDeploys(entries);
        for (int i = 1; i <= entries; i++) {
            deploys.add(new Numbered(i, TestPlan.entry(id("d" + i))));
        }
        for (int i = 1; i <= entries; i++) {
            assertThat(deploys.number(id("d" + i))).hasValue(i);
            assertThat(deploys.number(id("e" + i))).isEmpty();
        }
    }
}
