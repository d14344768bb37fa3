package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reconciler.app.Main;
import dev.reconciler.demo.DumpWriter;
import dev.reconciler.demo.EmbeddedPlatform;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.IncidentGenerator.Moment;
import dev.reconciler.demo.WorkingFolder;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command on an invented incident, and the same in a process of its own that is told to stop.
 */
class PlanCommandTest {
    private static final long SEED = 3;

    @TempDir static Path home;

    private static EmbeddedPlatform platform;

    @BeforeAll
    static void incident() throws IOException {
        platform = EmbeddedPlatform.start();
        IncidentGenerator incident = new IncidentGenerator(SEED, 500);
        load(incident);
        incident.objects(platform.store()::put);
        platform.store().flush();
        WorkingFolder folder = new WorkingFolder(home);
        folder.signers();
        dump(incident, folder.snapshot(EmbeddedPlatform.PLATFORM, true));
        folder.pointerLog("log.jsonl.gz", incident::pointerLog);
        String window = "{ from: " + incident.from() + ", to: " + incident.to() + " }";
        folder.configure(folder.settings(platform, window, incident.tiers()));
    }

    private static void load(IncidentGenerator incident) {
        var database = platform.database();
        database.insert(
                EmbeddedPlatform.PLATFORM, "deploys", to -> incident.deploys(Moment.LIVE, to));
        database.insert(EmbeddedPlatform.PLATFORM, "sites", to -> incident.sites(Moment.LIVE, to));
        database.insert(EmbeddedPlatform.PLATFORM, "accounts", incident::accounts);
        database.insert(
                EmbeddedPlatform.PLATFORM, "builds", to -> incident.builds(Moment.LIVE, to));
    }

    private static void dump(IncidentGenerator incident, DumpWriter snapshot) throws IOException {
        snapshot.write("deploys", to -> incident.deploys(Moment.SNAPSHOT, to));
        snapshot.write("sites", to -> incident.sites(Moment.SNAPSHOT, to));
        snapshot.write("accounts", incident::accounts);
        snapshot.write("builds", to -> incident.builds(Moment.SNAPSHOT, to));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void a_plan_ends_with_its_id_and_with_what_to_do_next() {
        CommandRun run = CommandRun.in(home, "plan");

        String id = run.lastLine();
        assertThat(run.status()).isEqualTo(2);
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(home.resolve("plans").resolve(id).resolve(FrozenPlan.FILE)).exists();
        assertThat(run.out())
                .containsPattern("plan " + id.substring(0, 8) + "  \\d+ deploys of \\d+ accounts")
                .containsPattern("RESTORE +\\d+ +\\d+ +\\d+ +\\d+ +from the ")
                .contains("still down after it   ")
                .contains("incomplete            nothing")
                .contains("  reconciler approve " + id.substring(0, 8) + " --key ");
        assertThat(run.err())
                .contains("snapshot   ")
                .containsPattern("compare +\\d+ deploys")
                .doesNotContain("WARN", "Exception");
        assertThat(CommandRun.in(home, "status").out())
                .contains("completed")
                .contains("Next: reconciler show " + id.substring(0, 8));
        assertThat(CommandRun.in(home, "show", id.substring(0, 8)).out())
                .contains("what it does", "the harm it could do", "signed     by nobody yet");
        assertThat(CommandRun.in(home, "report", id.substring(0, 8)).out())
                .contains("index.html", "customers.csv", "rebuilds.preview.jsonl");
    }

    @Test
    void machines_get_the_id_in_the_last_line() {
        CommandRun run = CommandRun.in(home, "plan", "--json");

        assertThat(run.lastLine()).startsWith("{\"plan\":\"").contains("\"exit\":2");
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("{"));
    }

    @Test
    void a_process_that_is_told_to_stop_says_how_to_go_on_and_the_run_goes_on() throws Exception {
        Path out = home.resolve("out.txt");
        Files.deleteIfExists(home.resolve("work/status.json"));
        Process process = start(out, "plan");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(home.resolve("work/status.json")));

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(out))
                .contains("stopped after the piece of work in hand")
                .contains("  reconciler resume");
        assertThat(CommandRun.in(home, "status").out())
                .contains("stopped")
                .contains("Next: reconciler resume");
        assertThat(CommandRun.in(home, "resume"))
                .satisfies(run -> {
                    assertThat(run.status()).isEqualTo(2);
                    assertThat(run.lastLine()).matches("[0-9a-f]{64}");
                });
        assertThat(CommandRun.in(home, "resume").err())
                .startsWith("error: there is nothing to resume");
    }

    private static Process start(Path out, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    @Test
    void a_wrong_secret_key_is_a_failure_and_is_not_shown() {
        CommandRun run =
                CommandRun.in(home, Map.of("RECONCILER_STORE_SECRETKEY", "no-such-secret"), "plan");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error: ").doesNotContain("no-such-secret");
    }
}
