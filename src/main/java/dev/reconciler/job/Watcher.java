package dev.reconciler.job;

/** Somebody who looks at a run while it goes on. Called from one thread at a time. */
public interface Watcher {

    /** How far it is, several times a second, and once at the end. */
    void see(RunStatus status);

    /** A fact, once. */
    void say(String label, String text);

    /** Nobody. */
    static Watcher none() {
        return new Watcher() {
            @Override
            public void see(RunStatus status) {}

            @Override
            public void say(String label, String text) {}
        };
    }
}
