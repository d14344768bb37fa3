package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.Settings;
import dev.reconciler.job.TestSettings;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarningsTest {
    @TempDir Path home;

    private Path configuration;
    private Settings settings;

    @BeforeEach
    void configure() throws IOException {
        configuration = home.resolve("reconciler.yaml");
        settings = TestSettings.in(home);
        allow(Files.createDirectory(settings.work()), "rwx------");
    }

    private static void allow(Path path, String rights) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
    }

    private List<String> warnings(String yaml, String rights) throws IOException {
        Files.writeString(configuration, "reconciler: " + yaml);
        allow(configuration, rights);
        return Warnings.ofSecrets(configuration, settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ live: { uri: 'mongodb://ada:secret@db1/' } }",
                "{ live: { uri: 'mongodb://ada:${PASSWORD:secret}@db1/' } }",
                "{ snapshots: [ { location: 'mongodb+srv://ada:secret@db1/' } ] }",
                "{ store: { secret-key: secret } }",
                "{ store: { secretKey: '${KEY:secret}' } }",
                "{ ledger: { password: secret } }",
                "{ ledger: { url: 'jdbc:postgresql://db1/ledger?user=ada&password=secret' } }"
            })
    void a_password_in_a_file_that_others_can_read_is_warned_of(String yaml) throws IOException {
        assertThat(warnings(yaml, "rw-r--r--"))
                .singleElement()
                .asString()
                .contains("holds a password", "chmod 600 " + configuration)
                .doesNotContain("secret");
        assertThat(warnings(yaml, "rw-r-----")).hasSize(1);
        assertThat(warnings(yaml, "rw-------")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ live: { uri: 'mongodb://db1/?replicaSet=rs0' } }",
                "{ live: { uri: 'mongodb://ada@db1/?authMechanism=MONGODB-X509' } }",
                "{ live: { uri: 'mongodb://ada:${PASSWORD}@db1/' } }",
                "{ live: { uri: '${URI}' }, store: { secret-key: '${KEY}' }, ledger: { password: '${P:}' } }",
                "{ snapshots: [ { location: '/backups/a:b@c' } ] }",
                "{ store: { access-key: AKIA1 } }"
            })
    void a_file_without_a_password_may_be_read_by_anybody(String yaml) throws IOException {
        assertThat(warnings(yaml, "rw-r--r--")).isEmpty();
    }

    @Test
    void a_ledger_in_a_folder_that_others_can_enter_is_warned_of() throws IOException {
        allow(settings.work(), "rwxr-xr-x");
        assertThat(warnings("{}", "rw-------"))
                .containsExactly(
                        "others on this machine can enter the ledger's folder, and it holds what customers have: chmod 700 "
                                + settings.work());
        Files.delete(settings.work());
        assertThat(warnings("{}", "rw-------")).isEmpty();
    }

    @Test
    void a_list_of_signers_that_its_reader_could_have_written_is_warned_of() throws IOException {
        Path signers = Files.writeString(home.resolve("allowed_signers"), "");
        assertThat(Warnings.ofSigners(signers))
                .hasValueSatisfying(warning ->
                        assertThat(warning)
                                .contains("two signatures do not prove two people")
                                .contains(signers.toString()));
        assertThat(Warnings.ofSigners(home.resolve("nowhere"))).isEmpty();
    }

    /** The superuser may write everything but what nobody may. */
    @Test
    void a_list_of_signers_that_its_reader_cannot_write_is_as_it_should_be() throws IOException {
        Path archive = home.resolve("archive.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("/allowed_signers"), "");
        }
        try (FileSystem zip =
                FileSystems.newFileSystem(archive, Map.of("accessMode", "readOnly"))) {
            assertThat(Warnings.ofSigners(zip.getPath("/allowed_signers"))).isEmpty();
        }
    }
}
