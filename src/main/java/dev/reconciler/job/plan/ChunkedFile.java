package dev.reconciler.job.plan;

import dev.reconciler.job.Run;
import dev.reconciler.source.sort.SortedFile;
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

    /** To be called in the transaction of the chunk. */
    void keep() {
        if (runs != null) {
            run.position(position, Integer.toString(runs.cut()));
        }
    }

    /** To be called once all chunks are in it. */
    SortedFile whole() {
        if (runs != null) {
            runs.merge(file.in(run.folder()));
            runs = null;
        }
        return file.open(run.folder());
    }
}
