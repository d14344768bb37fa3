package dev.reconciler.job.undo;

import dev.reconciler.job.Run;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.PlatformTransactionManager;

/** The job's own steps. Each leaves a whole file behind, or does its work again. */
class UndoSteps {
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final Undoable undoable;
    private final Turning turning;
    private final Guards guards;
    private final Freezing freezing;
    private final Run run;

    UndoSteps(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Undoable undoable,
            Turning turning,
            Guards guards,
            Freezing freezing,
            Run run) {
        this.repository = repository;
        this.transactions = transactions;
        this.undoable = undoable;
        this.turning = turning;
        this.guards = guards;
        this.freezing = freezing;
        this.run = run;
    }

    /** Whether the plan may be taken back, and its record is whole; at every start of the run. */
    Step verify() {
        return step("verify", undoable::verify).allowStartIfComplete(true).build();
    }

    /** Turns round what took effect, writes that were cut off included. */
    Step turn() {
        return step("turn", turning::turn).build();
    }

    /** Sees to it that no live page is taken down. */
    Step guard() {
        return step("guard", guards::guard).build();
    }

    /** Puts it into one linted file, and closes the plan that is taken back. */
    Step freeze() {
        return step("freeze", () -> run.planned(freezing.freeze())).build();
    }

    /** Work that asks now and then whether it should stop. */
    @FunctionalInterface
    private interface Work {
        void toItsEnd() throws Exception;
    }

    private TaskletStepBuilder step(String name, Work work) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, context) -> {
                            work.toItsEnd();
                            return RepeatStatus.FINISHED;
                        },
                        transactions);
    }
}
