package dev.reconciler.verify;

import static dev.reconciler.source.store.FaultyStore.faulty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.store.InMemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing is called damaged for what happened to it on the way. */
class CheckerTest {
    private static final Instant NOW = Instant.parse("2017-02-02T20:30:00Z");
    private static final String ID = "1".repeat(64);
    private static final Digested RIGHT = new Digested.Present(7, ID);
    private static final Digested WRONG = new Digested.Present(7, "2".repeat(64));
    private static final Digested WRONG_OTHERWISE = new Digested.Present(7, "3".repeat(64));
    private static final Digested MISSING = new Digested.Missing();

    @Test
    void damage_is_what_two_readings_agree_on() {
        assertThat(blob(WRONG, WRONG)).isEqualTo(new BlobCheck.Corrupt(NOW));
        assertThat(blob(MISSING, MISSING)).isEqualTo(new BlobCheck.Missing(NOW));
    }

    @Test
    void what_is_right_the_second_time_is_there() {
        assertThat(blob(WRONG, RIGHT)).isEqualTo(new BlobCheck.Present(7, NOW));
        assertThat(blob(MISSING, RIGHT)).isEqualTo(new BlobCheck.Present(7, NOW));
    }

    @Test
    void what_is_damaged_otherwise_each_time_was_not_read() {
        assertThat(blob(WRONG, WRONG_OTHERWISE)).isInstanceOf(BlobCheck.Unread.class);
        assertThat(blob(MISSING, WRONG)).isInstanceOf(BlobCheck.Unread.class);
        assertThat(blob(WRONG, MISSING)).isInstanceOf(BlobCheck.Unread.class);
    }

    @Test
    void so_it_is_with_trees() {
        InMemoryStore store = new InMemoryStore();
        TreeId id = new TreeId(ID);
        assertThat(tree(store, id)).isEqualTo(new TreeCheck.Missing(NOW));
        store.put("trees/" + ID, "{}".getBytes());
        assertThat(tree(store, id)).isInstanceOf(TreeCheck.Corrupt.class);
        assertThat(tree(faulty(store).flipsByte().once(), id)).isInstanceOf(TreeCheck.Unread.class);
    }

    private static TreeCheck tree(ObjectStore store, TreeId id) {
        return new Checker(store, InstantSource.fixed(NOW)).tree(id);
    }

    private static BlobCheck blob(Digested... answers) {
        return new Checker(
                        new Answering(new ArrayDeque<>(List.of(answers))), InstantSource.fixed(NOW))
                .blob(ID);
    }

    private record Answering(Deque<Digested> answers) implements ObjectStore {
        @Override
        public Digested digestBlob(String id) {
            return answers.remove();
        }

        @Override
        public Fetched fetchTree(TreeId id, int limit) {
            return new Fetched.Missing();
        }

        @Override
        public String description() {
            return "a store that answers as it is told to";
        }

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
