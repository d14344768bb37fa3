package dev.reconciler.job.plan;

import dev.reconciler.job.Run;
import dev.reconciler.source.sort.SortedRuns;
import org.jspecify.annotations.Nullable;

/**
 * A sorted file of the run that a chunk step makes. What a chunk adds is durable before the chunk
 * commits the number of runs that holds it, so that a restart goes on with the chunk after it.
 */
final class ChunkedFile {
    private final Run run;
    private final RunFiles file;
    private final String position;
    private @Nullable SortedRuns runs;

    ChunkedFile(Run run, RunFiles file) {
        this.run = run;
        this.file = file;
        this.position = file + " runs";
    }

    /**
     * To be called when the step begins. Where the file is there already, all is in it, though the
     * last chunk may not have committed: then nothing is added.
     */
    void open() {
        if (!file.isIn(run.folder())) {
            int kept = run.position(position).map(Integer::valueOf).orElse(0);
            runs = SortedRuns.open(file.runs(run.folder()), kept);
        }
    }

    void add(byte[] key, byte[] value) {
        if (runs != null) {
            runs.add(key, value);
        }
    }

    /**
     * To be called in the transaction of the chunk.
     *
     * @param last whether it was the last one
     */
    void keep(boolean last) {
        if (runs == null) {
            return;
        }
        run.position(position, Integer.toString(runs.cut()));
        if (last) {
            runs.merge(file.in(run.folder()));
        }
    }
}
