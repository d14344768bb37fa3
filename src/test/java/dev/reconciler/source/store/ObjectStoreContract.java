package dev.reconciler.source.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every adapter of the port has to do. */
abstract class ObjectStoreContract {
    private static final TreeId NOBODY = new TreeId("0123456789".repeat(4));

    /** The store under test; at the beginning of a test nothing is in it. */
    abstract ObjectStore store();

    /** Stores an object, past the port: that one only reads. */
    abstract void put(String key, byte[] bytes);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 70_000})
    void a_tree_object_is_read_whole(int length) {
        byte[] bytes = random(length);
        TreeId id = putTree("SHA-1", bytes);
        assertThat(store().fetchTree(id, 70_000))
                .isInstanceOfSatisfying(
                        Fetched.Present.class, p -> assertThat(p.bytes()).isEqualTo(bytes));
    }

    @Test
    void a_tree_object_above_the_limit_is_only_measured() {
        TreeId id = putTree("SHA-256", random(1_001));
        assertThat(store().fetchTree(id, 1_000)).isEqualTo(new Fetched.TooLarge(1_001));
    }

    @Test
    void the_digest_of_a_tree_object_is_not_the_stores_business() {
        put("trees/" + NOBODY, random(10));
        assertThat(store().fetchTree(NOBODY, 10)).isInstanceOf(Fetched.Present.class);
    }

    @Test
    void what_is_not_there_is_missing() {
        putTree("SHA-256", random(1));
        putBlob("SHA-256", random(1));
        assertThat(store().fetchTree(NOBODY, 10)).isEqualTo(new Fetched.Missing());
        assertThat(store().digestBlob(NOBODY.hex())).isEqualTo(new Digested.Missing());
    }

    @Test
    void a_tree_is_no_file_and_a_file_no_tree() {
        TreeId tree = putTree("SHA-256", random(1));
        String blob = putBlob("SHA-256", random(2));
        assertThat(store().digestBlob(tree.hex())).isEqualTo(new Digested.Missing());
        assertThat(store().fetchTree(new TreeId(blob), 10)).isEqualTo(new Fetched.Missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    void a_file_is_held_against_the_digest_that_its_id_is_long_enough_for(String algorithm) {
        byte[] bytes = random(300_000);
        String id = putBlob(algorithm, bytes);
        assertThat(store().digestBlob(id)).isEqualTo(new Digested.Present(300_000, id));
    }

    @Test
    void an_empty_file_is_a_file() {
        String id = putBlob("SHA-256", new byte[0]);
        assertThat(store().digestBlob(id)).isEqualTo(new Digested.Present(0, id));
    }

    @Test
    void a_file_with_one_bit_wrong_has_a_wrong_digest_and_its_own_size() {
        byte[] bytes = random(1_000);
        String id = InMemoryStore.digest("SHA-256", bytes);
        bytes[999] ^= 1;
        putTree("SHA-256", bytes);
        put("blobs/" + id, bytes);
        assertThat(store().digestBlob(id))
                .isEqualTo(new Digested.Present(1_000, InMemoryStore.digest("SHA-256", bytes)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "../secret", "ABCDEF", "0123456789/../0123456789012345678901234567"})
    void what_is_no_hex_id_never_becomes_a_key(String id) {
        assertThatThrownBy(() -> store().digestBlob(id))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void many_threads_may_read_at_a_time() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(putBlob("SHA-256", random(1_000 + i)));
        }
        List<Future<Digested>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ids.forEach(id -> answers.add(threads.submit(() -> store().digestBlob(id))));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).get()).isEqualTo(new Digested.Present(1_000 + i, ids.get(i)));
        }
    }

    @Test
    void a_store_with_trees_and_files_passes_the_check() {
        putTree("SHA-256", random(1));
        putBlob("SHA-256", random(1));
        assertThatCode(() -> store().check()).doesNotThrowAnyException();
    }

    @Test
    void a_store_without_any_tree_is_a_wrong_setting() {
        putBlob("SHA-256", random(1));
        assertThatThrownBy(() -> store().check()).isInstanceOf(Problem.class);
    }

    TreeId putTree(String algorithm, byte[] bytes) {
        TreeId id = new TreeId(InMemoryStore.digest(algorithm, bytes));
        put("trees/" + id, bytes);
        return id;
    }

    String putBlob(String algorithm, byte[] bytes) {
        String id = InMemoryStore.digest(algorithm, bytes);
        put("blobs/" + id, bytes);
        return id;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
