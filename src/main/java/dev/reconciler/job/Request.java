package dev.reconciler.job;

import dev.reconciler.job.ledger.RunRecord.Asked;
import dev.reconciler.plan.Scope;
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
     * @param scope the part of the platform that the plan is for
     * @param decisions what people decided, where they did
     */
    record Plan(
            boolean lateSnapshot,
            boolean incomplete,
            Scope scope,
            Optional<DecisionsFile.Asked> decisions)
            implements Request {

        /** For the whole platform, by the rules alone. */
        public Plan(boolean lateSnapshot, boolean incomplete) {
            this(lateSnapshot, incomplete, Scope.ALL, Optional.empty());
        }

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
     * To write what a plan says, or a part of it.
     *
     * @param folder the plan's folder
     * @param plan its id
     */
    record Apply(Path folder, String plan, ApplyOptions options) implements Request {

        /** All of it. */
        public Apply(Path folder, String plan) {
            this(folder, plan, ApplyOptions.NONE);
        }

        @Override
        public String job() {
            return "apply";
        }
    }

    /**
     * To freeze a plan that takes another one back.
     *
     * @param folder of the plan that is taken back
     * @param plan its id
     */
    record Undo(Path folder, String plan) implements Request {
        @Override
        public String job() {
            return "undo";
        }
    }

    /**
     * What the job repository knows an instance by. A run of <i>plan</i> is bound to its
     * configuration (and by {@link Run#sources} to what its sources are); those of <i>apply</i> and
     * <i>undo</i> to the plan that they are about, of which there may be several, one after the
     * other.
     */
    default JobParameters parameters(long run, String configuration) {
        JobParametersBuilder parameters = new JobParametersBuilder().addLong("run", run);
        return switch (this) {
            case Plan plan ->
                    parameters.addString("configuration", configuration).toJobParameters();
            case Apply apply -> parameters.addString("plan", apply.plan()).toJobParameters();
            case Undo undo -> parameters.addString("plan", undo.plan()).toJobParameters();
        };
    }

    /** As the ledger keeps it. */
    default Asked asked() {
        return switch (this) {
            case Plan plan -> new Asked(job(), Optional.empty(), OptionsJson.write(plan));
            case Apply apply ->
                    new Asked(
                            job(),
                            Optional.of(apply.plan()),
                            OptionsJson.write(apply.folder(), apply.options()));
            // The plan of such a run is the one that it makes.
            case Undo undo ->
                    new Asked(job(), Optional.empty(), OptionsJson.write(undo.folder(), undo));
        };
    }

    /** From the ledger, for a resume. */
    static Request of(Asked asked) {
        return switch (asked.job()) {
            case "plan" -> OptionsJson.read(asked.options(), Plan.class, new Plan());
            case "apply" -> apply(asked);
            case "undo" -> undo(OptionsJson.folder(asked.options()));
            default -> throw new IllegalStateException("a run of an unknown job: " + asked.job());
        };
    }

    /** Likewise, of a run that applies. */
    static Apply apply(Asked asked) {
        return new Apply(
                OptionsJson.folder(asked.options()),
                asked.plan().orElseThrow(),
                OptionsJson.read(asked.options(), ApplyOptions.class, ApplyOptions.NONE));
    }

    /** A plan's folder is named by its id. */
    private static Undo undo(Path folder) {
        return new Undo(folder, folder.getFileName().toString());
    }
}
