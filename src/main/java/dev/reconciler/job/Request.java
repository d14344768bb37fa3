package dev.reconciler.job;

import dev.reconciler.job.ledger.RunRecord.Asked;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** What somebody asked for. */
public sealed interface Request {

    /** The job that does it. */
    String job();

    /**
     * To find the damage and freeze a plan.
     *
     * @param lateSnapshot whether a snapshot that holds deploys of the window is accepted
     * @param incomplete whether to go on with a source that cannot be read to its end
     */
    record Plan(boolean lateSnapshot, boolean incomplete) implements Request {

        /** With nothing accepted but what is whole and in time. */
        public Plan() {
            this(false, false);
        }

        @Override
        public String job() {
            return "plan";
        }
    }

    /**
     * To write what a plan says.
     *
     * @param folder the plan's folder
     * @param plan its id
     * @param expected how many entries the operator says it has, where that is more than may be
     *     written unasked
     */
    record Apply(Path folder, String plan, Optional<Long> expected) implements Request {
        @Override
        public String job() {
            return "apply";
        }
    }

    /**
     * What the job repository knows an instance by. A run of <i>plan</i> is an instance of its own,
     * bound to its configuration (and by {@link Run#sources} to what its sources are); <i>apply</i>
     * has one instance per plan, however many runs that takes.
     */
    default JobParameters parameters(long run, String configuration) {
        return switch (this) {
            case Plan plan ->
                    new JobParametersBuilder()
                            .addLong("run", run)
                            .addString("configuration", configuration)
                            .toJobParameters();
            case Apply apply ->
                    new JobParametersBuilder().addString("plan", apply.plan()).toJobParameters();
        };
    }

    /** As the ledger keeps it. */
    default Asked asked() {
        return switch (this) {
            case Plan plan ->
                    new Asked(
                            job(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            plan.lateSnapshot(),
                            plan.incomplete());
            case Apply apply ->
                    new Asked(
                            job(),
                            Optional.of(apply.plan()),
                            Optional.of(apply.folder().toAbsolutePath().toString()),
                            apply.expected(),
                            false,
                            false);
        };
    }

    /** From the ledger, for a resume. */
    static Request of(Asked asked) {
        return asked.folder()
                .flatMap(folder ->
                        asked.plan()
                                .<Request>map(
                                        plan -> new Apply(Path.of(folder), plan, asked.expected())))
                .orElseGet(() -> new Plan(asked.lateSnapshot(), asked.incomplete()));
    }
}
