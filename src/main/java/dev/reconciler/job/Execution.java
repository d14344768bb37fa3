package dev.reconciler.job;

import dev.reconciler.job.Outcome.End;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.RunRecord;
import dev.reconciler.job.ledger.RunState;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import dev.reconciler.model.SourceAway;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** One start of a job, in a context of its own, from its first step or from where it stopped. */
final class Execution {
    private static final long GLANCE_MILLIS = 100;

    private final Settings settings;
    private final Ledger ledger;
    private final Run run;
    private final Class<?> wiring;
    private final Surroundings surroundings;

    Execution(
            Settings settings, Ledger ledger, Run run, Class<?> wiring, Surroundings surroundings) {
        this.settings = settings;
        this.ledger = ledger;
        this.run = run;
        this.wiring = wiring;
        this.surroundings = surroundings;
    }

    /**
     * Runs the job until it has ended. Whatever is thrown on the way, the run is on record as
     * failed then, and the outcome says why.
     *
     * @param glance is called several times a second while it goes on
     */
    Outcome toItsEnd(Runnable glance) {
        glance.run();
        Result result;
        try (AnnotationConfigApplicationContext context = context()) {
            result = run(context, glance);
        } catch (JobExecutionException | RuntimeException e) {
            result = Result.failed(List.of(e));
        }
        if (result.end() == End.COMPLETED) {
            // Before that is on record: a folder of a run that has ended nobody would look for.
            run.folder().delete();
        }
        Optional<String> message = result.problem().map(Throwable::getMessage);
        ledger.runs().end(run.id(), state(result), message);
        RunRecord record = ledger.runs().get(run.id());
        return new Outcome(
                run.id(),
                run.request().job(),
                result.end(),
                // Only of this process: the next one may read what this one could not.
                record.exitBits() | (result.lacksSource() ? Exit.INCOMPLETE.bit() : 0),
                result.problem(),
                record.asked().plan(),
                record.asked().plan().map(this::folder));
    }

    /** What is applied lies where somebody named it. */
    private Path folder(String plan) {
        return switch (run.request()) {
            case Request.Apply apply -> apply.folder();
            case Request.Plan made -> settings.plans().resolve(plan);
            case Request.Undo made -> settings.plans().resolve(plan);
        };
    }

    /** What is refused leaves nothing to go on with, but for an apply that has begun to write. */
    private RunState state(Result result) {
        boolean isRefused = result.problem().filter(Refused.class::isInstance).isPresent();
        return isRefused && !hasBegun()
                ? RunState.ABANDONED
                : RunState.valueOf(result.end().name());
    }

    private boolean hasBegun() {
        return switch (run.request()) {
            case Request.Plan plan -> false;
            case Request.Undo undo -> false;
            case Request.Apply apply -> ledger.journal(run.id(), apply.plan()).hasBegun();
        };
    }

    private AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(
                Ledger.class, () -> ledger, definition -> definition.setDestroyMethodName(""));
        context.registerBean(Run.class, () -> run);
        context.registerBean(Chunks.class, surroundings::chunks);
        context.registerBean(Clock.class, surroundings::clock);
        context.register(BatchConfiguration.class, wiring);
        context.refresh();
        return context;
    }

    private Result run(AnnotationConfigApplicationContext context, Runnable glance)
            throws JobExecutionException {
        JobExecution execution = start(context);
        JobThread thread = context.getBean(JobThread.class);
        while (!hasEnded(thread)) {
            if (run.isStopping()) {
                stop(execution);
            }
            glance.run();
        }
        return Result.of(execution);
    }

    /** Whoever interrupts us wishes the run to stop, which takes as long as the chunk in hand. */
    private boolean hasEnded(JobThread thread) {
        try {
            return thread.hasEnded(GLANCE_MILLIS);
        } catch (InterruptedException e) {
            run.stop();
            return false;
        }
    }

    private JobExecution start(AnnotationConfigApplicationContext context)
            throws JobExecutionException {
        JobRepository repository = context.getBean(JobRepository.class);
        JobOperator operator = context.getBean(JobOperator.class);
        Job job = context.getBean(Job.class);
        JobParameters parameters =
                run.request().parameters(run.id(), ledger.runs().get(run.id()).configuration());
        Optional<JobExecution> before =
                Optional.ofNullable(repository.getLastJobExecution(job.getName(), parameters));
        if (before.isEmpty()) {
            // Where the process vanished between the two rows that a start consists of, the first
            // one alone would keep the run from ever starting.
            Optional.ofNullable(repository.getJobInstance(job.getName(), parameters))
                    .ifPresent(repository::deleteJobInstance);
            return operator.start(job, parameters);
        }
        if (before.get().getStatus() == BatchStatus.COMPLETED) {
            // Its process vanished between the job's end and our record of it.
            return before.get();
        }
        if (run.request() instanceof Request.Apply) {
            // Its admission finds out again, from what the ledger has, what it had to say so far.
            ledger.runs().forgetExit(run.id());
        }
        markFailed(before.get(), repository);
        return operator.restart(operator.recover(before.get()));
    }

    /**
     * After a commit that failed, Spring Batch calls a step's state unknown, and never starts it
     * again. Ours is known: what a chunk did and how far it came are one commit.
     */
    private static void markFailed(JobExecution execution, JobRepository repository) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.FAILED);
                repository.update(step);
            }
        }
        if (execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.setStatus(BatchStatus.FAILED);
            repository.update(execution);
        }
    }

    /**
     * Steps look at this mark between chunks. {@code JobOperator.stop} would set it, too, but
     * writes to the running step's row from outside, and where that meets the step's own commit,
     * the chunk fails instead of the run stopping.
     */
    private static void stop(JobExecution execution) {
        execution.getStepExecutions().stream()
                .filter(step -> step.getStatus().isRunning())
                .forEach(StepExecution::setTerminateOnly);
    }

    /** What became of a start. */
    private record Result(End end, Optional<Problem> problem) {

        static Result of(JobExecution execution) {
            return switch (execution.getStatus()) {
                case COMPLETED -> new Result(End.COMPLETED, Optional.empty());
                case STOPPED, STOPPING -> new Result(End.STOPPED, Optional.empty());
                case STARTING, STARTED, FAILED, ABANDONED, UNKNOWN ->
                        failed(execution.getAllFailureExceptions());
            };
        }

        boolean lacksSource() {
            return problem.filter(SourceAway.class::isInstance).isPresent();
        }

        static Result failed(List<Throwable> reasons) {
            return new Result(End.FAILED, Optional.of(Failure.of(reasons)));
        }
    }
}
