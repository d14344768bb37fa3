package dev.reconciler.plan;

import dev.reconciler.model.TreeId;
import dev.reconciler.oracle.Incident;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectDigest;
import dev.reconciler.source.ObjectStore;

/** The store of an incident. */
record IncidentStore(Incident incident) implements ObjectStore {
    @Override
    public Fetched fetchTree(TreeId id, int limit) {
        String key = "trees/" + id.hex();
        byte[] bytes = incident.store().get(key);
        if (incident.unreadable().contains(key)) {
            return new Fetched.Unread("timed out");
        }
        return bytes == null ? new Fetched.Missing() : new Fetched.Present(bytes);
    }

    @Override
    public Digested digestBlob(String id) {
        String key = "blobs/" + id;
        byte[] bytes = incident.store().get(key);
        if (incident.unreadable().contains(key)) {
            return new Digested.Unread("timed out");
        }
        return bytes == null
                ? new Digested.Missing()
                : new Digested.Present(bytes.length, ObjectDigest.of(id, bytes));
    }

    @Override
    public String description() {
        return "in memory";
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
