package dev.reconciler.source.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.Digested;
import dev.reconciler.source.Fetched;
import dev.reconciler.source.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContract {
    private static final String ID = "0123456789".repeat(4);
    private static final TreeId TREE = new TreeId(ID);

    @TempDir Path root;

    @Override
    ObjectStore store() {
        return new FolderStore(root, StoreLayout.DEFAULT);
    }

    @Override
    void put(String key, byte[] bytes) {
        try {
            Files.createDirectories(root.resolve("trees"));
            Files.createDirectories(root.resolve("blobs"));
            Files.write(root.resolve(key), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void where_nothing_is_mounted_nothing_is_missing() {
        assertThat(store().fetchTree(TREE, 10)).isInstanceOf(Fetched.Unread.class);
        assertThat(store().digestBlob(ID)).isInstanceOf(Digested.Unread.class);
        assertThatThrownBy(() -> store().check())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("mount the file system");
    }

    @Test
    void a_folder_that_vanishes_takes_no_object_with_it() throws IOException {
        put("trees/" + ID, random(1));
        Files.delete(root.resolve("trees/" + ID));
        assertThat(store().fetchTree(TREE, 10)).isEqualTo(new Fetched.Missing());
        Files.delete(root.resolve("trees"));
        assertThat(store().fetchTree(TREE, 10)).isInstanceOf(Fetched.Unread.class);
    }

    @Test
    void a_link_is_followed() throws IOException {
        byte[] bytes = random(100);
        put("trees/elsewhere", bytes);
        put("blobs/elsewhere", bytes);
        Files.createSymbolicLink(root.resolve("trees/" + ID), Path.of("elsewhere"));
        assertThat(store().fetchTree(TREE, 100)).isInstanceOf(Fetched.Present.class);
    }

    @Test
    void a_link_to_nowhere_says_nothing_about_the_object() throws IOException {
        put("blobs/other", random(1));
        Files.createSymbolicLink(root.resolve("blobs/" + ID), Path.of("/mnt/not/mounted"));
        assertThat(store().digestBlob(ID))
                .isEqualTo(new Digested.Unread("it is a link to nowhere"));
    }

    @Test
    void a_folder_in_the_place_of_an_object_is_not_read() throws IOException {
        put("blobs/other", random(1));
        Files.createDirectory(root.resolve("blobs/" + ID));
        assertThat(store().digestBlob(ID)).isEqualTo(new Digested.Unread("it is no regular file"));
    }

    @Test
    void a_file_that_may_not_be_read_is_not_missing() throws IOException {
        assumeThat(System.getProperty("user.name")).as("root may read all").isNotEqualTo("root");
        put("blobs/" + ID, random(1));
        Files.setPosixFilePermissions(
                root.resolve("blobs/" + ID), PosixFilePermissions.fromString("-w-------"));
        assertThat(store().digestBlob(ID)).isInstanceOf(Digested.Unread.class);
    }

    @Test
    void a_prefix_need_not_be_a_folder() throws IOException {
        Files.createDirectory(root.resolve("all"));
        Files.write(root.resolve("all/t-" + ID), random(3));
        var store = new FolderStore(root, new StoreLayout("all/t-", "all/b-"));
        store.check();
        assertThat(store.fetchTree(TREE, 10)).isInstanceOf(Fetched.Present.class);
        assertThat(store.digestBlob(ID)).isEqualTo(new Digested.Missing());
    }

    @Test
    void a_prefix_that_leads_out_of_the_store_is_refused() {
        assertThatThrownBy(() -> new StoreLayout("../trees/", "blobs/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StoreLayout("/trees/", "blobs/"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
