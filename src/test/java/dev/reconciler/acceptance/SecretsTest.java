package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.app.Main;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.WorkingFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A password that does not do comes out nowhere: not in what commands say, not in what libraries
 * log, not in any file, not in the list of processes.
 */
class SecretsTest {
    private static final String SECRET = "gEhEim4711";
    private static final String SOON = "serverSelectionTimeoutMS=300&connectTimeoutMS=300";

    private static Staged staged;
    private static Path plan;

    @TempDir private Path home;

    @BeforeAll
    static void makeAPlan(@TempDir Path folder) throws IOException {
        staged =
                Staged.on(
                        Invented.incident(new IncidentGenerator(7, 40)),
                        Staged.Layout.S3_AND_DUMP,
                        Optional.empty(),
                        folder.toRealPath());
        Said said = staged.shell().run("plan");
        assertThat(said.status()).as(said.toString()).isEqualTo(2);
        plan = staged.plans().getFirst();
        for (String person : List.of("ada", "grace")) {
            String key = staged.signers().key(person).toString();
            assertThat(staged.shell().run("approve", "latest", "--key", key).status()).isZero();
        }
    }

    @AfterAll
    static void close() {
        staged.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    live      | { uri: "mongodb://ada:SECRET@HOSTS/?SOON", database: DATABASE }
                    live      | { uri: "mongodb://ada:SECRET@127.0.0.1:1/?SOON", database: DATABASE }
                    live      | { uri: "mongodb://ada:a@SECRET@127.0.0.1:1/?SOON", database: DATABASE }
                    live      | { uri: "mongodb://ada:SECRET@127.0.0.1:1/?authMechanism=SECRET", database: DATABASE }
                    live      | { uri: "mongodb://127.0.0.1:1/?SOON&tlsCertificateKeyFilePassword=SECRET&proxyHost=127.0.0.1&proxyUsername=a&proxyPassword=SECRET", database: DATABASE }
                    live      | { uri: "mongodb+srv://ada:SECRET@no.such.host.invalid/?SOON", database: DATABASE }
                    snapshots | [ { location: "mongodb://ada:SECRET@HOSTS/?SOON", database: DATABASE } ]
                    store     | { endpoint: "ENDPOINT", region: eu-1, bucket: BUCKET, path-style: true, access-key: "ACCESS", secret-key: "SECRET" }
                    store     | { endpoint: "http://ada:SECRET@127.0.0.1:1", region: eu-1, bucket: BUCKET }
                    pointer-log | { location: "http://ada:SECRET@127.0.0.1:1/?password=SECRET" }
                    ledger    | { url: "jdbc:postgresql://127.0.0.1:1/ledger?user=ada&password=SECRET" }
                    ledger    | { url: "jdbc:postgresql://ada:SECRET@127.0.0.1:1/ledger?password=SECRET&sslpassword=SECRET", password: SECRET }
                    ledger    | { url: "jdbc:h2:file:./work/ledger;CIPHER=AES", username: ada, password: "SECRET" }
                    """)
    void a_password_that_does_not_do_is_said_by_no_command_and_kept_in_no_file(
            String key, String line) throws IOException {
        Shell shell = staged.shellIn(home, Map.of(key, filledIn(line)));
        String told =
                run(shell, "config", "check", "-v")
                        + run(shell, "plan", "-v")
                        + run(shell, "plan", "--json")
                        + run(shell, "apply", plan.toString(), "-v")
                        + run(shell, "resume")
                        + run(shell, "status");
        assertThat(told).contains("error").doesNotContain(SECRET);
        assertNoFileHasIt(home);
        assertNoFileHasIt(plan);
    }

    private static String filledIn(String line) {
        var store = staged.platform().store();
        var database = staged.platform().database();
        return line.replace("SECRET", SECRET)
                .replace("SOON", SOON)
                .replace("HOSTS", database.uri().replaceAll("mongodb://([^/]+).*", "$1"))
                .replace("DATABASE", database.database("platform"))
                .replace("ENDPOINT", store.endpoint().toString())
                .replace("BUCKET", store.bucket())
                .replace("ACCESS", store.accessKey());
    }

    /** All that was said, by the libraries, too. */
    private static String run(Shell shell, String... command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var libraries = new ByteArrayOutputStream();
        PrintStream captured = new PrintStream(libraries, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        try {
            Said said = shell.run(command);
            assertThat(said.status()).as(said.toString()).isIn(0, 1);
            return said + libraries.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void assertNoFileHasIt(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("reconciler.yaml")) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(SECRET);
                }
            }
        }
    }

    @Test
    void a_password_may_be_in_the_environment_alone_and_then_no_process_shows_it()
            throws IOException, InterruptedException {
        staged.shellIn(home, Map.of("live", "{ database: platform }"));
        String configured = Files.readString(new WorkingFolder(home).configuration());
        Path output = home.resolve("output");
        Process process = start(output, "plan", "-v");
        StringBuilder processes = new StringBuilder();
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            commandLine(process.toHandle()).ifPresent(processes::append);
            process.descendants().forEach(child -> commandLine(child).ifPresent(processes::append));
        }
        assertThat(configured).doesNotContain(SECRET);
        assertThat(processes).contains(Main.class.getName()).doesNotContain(SECRET);
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output).content().contains("no database server answers");
        assertNoFileHasIt(home);
    }

    private Process start(Path output, String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .put("RECONCILER_LIVE_URI", "mongodb://ada:" + SECRET + "@127.0.0.1:1/?" + SOON);
        return builder.directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** As anybody sees it who lists the processes. */
    private static Optional<String> commandLine(ProcessHandle process) {
        try {
            return Optional.of(
                    Files.readString(
                            Path.of("/proc/" + process.pid() + "/cmdline"),
                            StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
