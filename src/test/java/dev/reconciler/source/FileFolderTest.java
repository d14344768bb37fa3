package dev.reconciler.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFolderTest {
    @TempDir Path folder;

    @Test
    void files_are_named_by_their_path_down_to_the_depth() throws IOException {
        write("a");
        write("b/c");
        write("b/d/e");
        assertThat(new FileFolder(folder, 2).files()).containsOnlyKeys("a", "b/c");
        assertThat(new FileFolder(folder, 3).files()).containsOnlyKeys("a", "b/c", "b/d/e");
    }

    @Test
    void links_are_followed_and_one_that_leads_back_is_an_error() throws IOException {
        write("data/a");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
        assertThat(new FileFolder(folder, 3).files()).containsOnlyKeys("data/a", "link/a");
        Files.createSymbolicLink(folder.resolve("data/back"), folder);
        assertThatThrownBy(() -> new FileFolder(folder, 9).files())
                .isInstanceOf(FileSystemLoopException.class);
    }

    @Test
    void what_is_not_there_is_an_error_and_no_empty_folder() {
        assertThatThrownBy(() -> new FileFolder(folder.resolve("none"), 2).files())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void bytes_are_read_from_any_offset() throws IOException {
        write("abc");
        var bytes = new FileBytes(folder.resolve("abc"));
        assertThat(bytes.size()).isEqualTo(3);
        try (var in = bytes.open(1)) {
            assertThat(in.readAllBytes()).asString().isEqualTo("bc");
        }
    }

    /** A file whose content is its name. */
    private void write(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), name);
    }
}
