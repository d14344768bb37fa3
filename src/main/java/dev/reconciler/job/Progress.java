package dev.reconciler.job;

/**
 * What steps tell about how far they are. Cheap enough to be called for every deploy, from any
 * thread.
 */
public interface Progress {

    /**
     * A step begins, or goes on. Asked for again by the same name, it is the same step.
     *
     * @param name one word, as in the architecture: {@code compare}
     * @param done how many were done by earlier processes of this run
     * @param total how many there are; 0 where that is not known
     * @param unit what is counted, in the plural: {@code deploys}
     */
    Step step(String name, long done, long total, String unit);

    /**
     * A fact that on-call wants to see once, such as how old the snapshot is.
     *
     * @param label one word
     * @param text one line
     */
    void say(String label, String text);

    /** One step of a run. */
    interface Step extends AutoCloseable {

        /** So many more are done. */
        void advance(long more);

        /** The total has become known, or is another one. */
        void total(long total);

        /** The step has done all that it had to do. */
        @Override
        void close();
    }
}
