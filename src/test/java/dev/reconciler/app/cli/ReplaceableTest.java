package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceableTest {
    @TempDir Path temporary;

    private Path home;
    private Path file;
    private final Set<Path> own = new HashSet<>();
    private final Set<Path> writable = new HashSet<>();

    @BeforeEach
    void make() throws IOException {
        home = temporary.toRealPath();
        file = Files.createFile(Files.createDirectories(home.resolve("a/b")).resolve("signers"));
    }

    private Replaceable replaceable() {
        return new Replaceable(own::contains, path -> writable.contains(real(path)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_another_users_with_all_folders_above_it_stays() throws IOException {
        assertThat(replaceable().at(file)).isEmpty();
        assertThat(replaceable().at(home.resolve("nowhere"))).isEmpty();
    }

    @Test
    void what_is_his_or_he_may_write_he_can_replace() throws IOException {
        own.add(file);
        assertThat(replaceable().at(file)).contains(file);
        own.clear();
        writable.add(file);
        assertThat(replaceable().at(file)).contains(file);
    }

    @Test
    void whose_folder_it_is_however_far_above_can_replace_it() throws IOException {
        own.add(home.resolve("a"));
        assertThat(replaceable().at(file)).contains(home.resolve("a"));
        own.clear();
        writable.add(home.resolve("a/b"));
        assertThat(replaceable().at(file)).contains(home.resolve("a/b"));
        assertThat(replaceable().at(home.resolve("a/../a/b/signers")))
                .contains(home.resolve("a/b"));
    }

    @Test
    void a_link_is_as_good_as_each_folder_that_it_leads_through() throws IOException {
        Path theirs = Files.createDirectories(home.resolve("theirs/below"));
        Path link = Files.createSymbolicLink(theirs.resolve("signers"), file);
        assertThat(replaceable().at(link)).isEmpty();
        own.add(home.resolve("a"));
        assertThat(replaceable().at(link)).contains(home.resolve("a"));
        own.clear();
        own.add(home.resolve("theirs"));
        assertThat(replaceable().at(link)).contains(home.resolve("theirs"));
        own.clear();
        writable.add(file);
        assertThat(replaceable().at(link)).contains(link);
    }

    @Test
    void a_link_in_the_middle_of_the_way_counts_too() throws IOException {
        Path middle = Files.createDirectories(home.resolve("middle"));
        Files.createSymbolicLink(middle.resolve("to-a"), Path.of("../a"));
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("middle/to-a/b"));
        assertThat(replaceable().at(link.resolve("signers"))).isEmpty();
        own.add(middle);
        assertThat(replaceable().at(link.resolve("signers"))).contains(middle);
    }

    @Test
    void in_a_sticky_folder_he_can_replace_only_what_is_his() throws IOException {
        Path sticky = home.resolve("a");
        writable.add(sticky);
        assertThat(replaceable().at(file)).contains(sticky);
        Files.setAttribute(sticky, "unix:mode", 01777);
        assertThat(replaceable().at(file)).isEmpty();
        own.add(home.resolve("a/b"));
        assertThat(replaceable().at(file)).contains(home.resolve("a/b"));
    }

    /** Its owner gives himself the right. */
    @Test
    void what_we_have_made_we_can_replace_whatever_its_rights() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(
                file.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(new Replaceable(Replaceable.byUs().own(), path -> false).at(file))
                    .contains(file);
        } finally {
            Files.setPosixFilePermissions(
                    file.getParent(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void of_a_link_its_own_owner_counts() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("nowhere"));
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(Replaceable.byUs().own().test(link)).isTrue();
    }
}
