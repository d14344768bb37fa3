package dev.reconciler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir Path home;

    @Test
    void a_folder_and_those_above_it_are_for_the_owner() throws IOException {
        OwnerOnly.folder(home.resolve("a/b"));
        assertThat(rights("a")).isEqualTo("rwx------");
        assertThat(rights("a/b")).isEqualTo("rwx------");
        assertThat(OwnerOnly.isOpenToOthers(home.resolve("a/b"))).isFalse();
    }

    @Test
    void a_folder_that_is_there_keeps_its_rights() throws IOException {
        Path there = Files.createDirectory(home.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x--x"));
        OwnerOnly.folder(there.resolve("below"));
        assertThat(rights("there")).isEqualTo("rwxr-x--x");
        assertThat(rights("there/below")).isEqualTo("rwx------");
        assertThat(OwnerOnly.isOpenToOthers(there)).isTrue();
    }

    @Test
    void a_file_is_new_and_for_the_owner() throws IOException {
        OwnerOnly.folderOf(home.resolve("a/file"));
        Path file = OwnerOnly.file(home.resolve("a/file"));
        assertThat(rights("a/file")).isEqualTo("rw-------");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> OwnerOnly.file(file));
    }

    private String rights(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(file)));
    }

    @Test
    void a_file_system_that_knows_no_owners_is_used_as_it_is() throws IOException {
        Path archive = home.resolve("archive.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path folder = OwnerOnly.folder(zip.getPath("/a/b"));
            OwnerOnly.file(folder.resolve("file"));
            assertThat(OwnerOnly.isOpenToOthers(folder)).isFalse();
        }
    }
}
