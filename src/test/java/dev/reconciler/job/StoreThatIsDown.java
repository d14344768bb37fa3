package dev.reconciler.job;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;

/**
 * A store that nobody can reach.
 *
 * @param store what it would be if it were up
 */
record StoreThatIsDown(ObjectStore store) implements ObjectStore {

    @Override
    public Fetched fetchTree(TreeId id, int limit) {
        return new Fetched.Unread("connection refused");
    }

    @Override
    public Digested digestBlob(String id) {
        return new Digested.Unread("connection refused");
    }

    @Override
    public String description() {
        return store.description();
    }

    @Override
    public void check() {
        throw new Problem("the store cannot be reached", description(), "start it");
    }

    @Override
    public void close() {
        store.close();
    }
}
