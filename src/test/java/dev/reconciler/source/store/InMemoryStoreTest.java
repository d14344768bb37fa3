package dev.reconciler.source.store;

import dev.reconciler.source.ObjectStore;

class InMemoryStoreTest extends ObjectStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    void put(String key, byte[] bytes) {
        store.put(key, bytes);
    }
}
