package dev.reconciler.told;

import dev.reconciler.decide.Decision;
import dev.reconciler.model.Id;
import dev.reconciler.oracle.Incident;
import dev.reconciler.plan.AgainstOracle;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.InMemoryPlanner;
import dev.reconciler.plan.Lint;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.bson.BsonString;

/** Expectations of the plan of a told incident. */
public final class PlanAssert extends AbstractAssert<PlanAssert, PlanAssert.ToldPlan> {

    /**
     * A plan, with the names that were told.
     *
     * @param told what it was made from
     */
    public record ToldPlan(ToldIncident told, InMemoryPlanner.Planned planned) {
        List<Id> deploys() {
            return planned.entries().stream().map(Entry::deploy).toList();
        }
    }

    private PlanAssert(ToldPlan plan) {
        super(plan, PlanAssert.class);
    }

    /** The program's plan; the oracle has to agree, or else one of the two has a fault. */
    public static ToldPlan planOf(ToldIncident told) {
        Incident incident = told.build();
        Assertions.assertThat(AgainstOracle.faults(incident)).as("against the oracle").isEmpty();
        return new ToldPlan(told, InMemoryPlanner.plan(incident));
    }

    /** The plan where people decided something; the oracle knows nothing of that. */
    public static ToldPlan planOf(ToldIncident told, ToldDecision... decisions) {
        List<Decision> made = Stream.of(decisions).map(decision -> decision.in(told)).toList();
        ToldPlan plan = new ToldPlan(told, InMemoryPlanner.plan(told.build(), made));
        Lint.check(plan.planned().entries()::forEach);
        return plan;
    }

    public static PlanAssert assertThat(ToldPlan plan) {
        return new PlanAssert(plan);
    }

    public EntryAssert entry(String deploy) {
        Optional<Entry> entry = find(deploy);
        Assertions.assertThat(entry)
                .as("entry of " + deploy + " in " + actual.planned())
                .isPresent();
        return new EntryAssert(entry.get(), actual.told());
    }

    public PlanAssert hasEntry(String deploy, Consumer<EntryAssert> expected) {
        expected.accept(entry(deploy));
        return this;
    }

    public PlanAssert hasNoEntry(String deploy) {
        Assertions.assertThat(find(deploy)).as("entry of " + deploy).isEmpty();
        return this;
    }

    public PlanAssert isEmpty() {
        Assertions.assertThat(actual.planned().entries()).isEmpty();
        return this;
    }

    /** In this order, and no others. */
    public PlanAssert hasEntries(String... deploys) {
        Assertions.assertThat(actual.deploys())
                .containsExactlyElementsOf(
                        List.of(deploys).stream().map(actual.told()::id).toList());
        return this;
    }

    public PlanAssert leavesDown(String site) {
        Assertions.assertThat(actual.planned().down()).contains(Id.of(new BsonString(site)));
        return this;
    }

    public PlanAssert leavesUp(String site) {
        Assertions.assertThat(actual.planned().down()).doesNotContain(Id.of(new BsonString(site)));
        return this;
    }

    private Optional<Entry> find(String deploy) {
        Id id = actual.told().id(deploy);
        return actual.planned().entries().stream().filter(e -> e.deploy().equals(id)).findFirst();
    }
}
