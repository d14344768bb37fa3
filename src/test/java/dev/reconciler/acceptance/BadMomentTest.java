package dev.reconciler.acceptance;

import static dev.reconciler.acceptance.Complaint.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Truth;
import dev.reconciler.model.Id;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plan that meets another world than it saw, a ledger that another version wrote, and two who do
 * the same at once.
 */
class BadMomentTest {
    private static final IncidentGenerator GENERATOR = new IncidentGenerator(7, 80);

    @TempDir private Path home;

    private Staged staged;

    @BeforeEach
    void stage() throws IOException {
        staged =
                Staged.on(
                        Invented.incident(GENERATOR),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath());
    }

    @AfterEach
    void close() {
        staged.close();
    }

    private String planAndSign() throws IOException {
        Shell shell = staged.shell();
        assertThat(shell.run("plan").status()).isEqualTo(2);
        assertThat(
                        shell.run(
                                        "approve",
                                        "latest",
                                        "--key",
                                        staged.signers().key("ada").toString())
                                .status())
                .isZero();
        assertThat(
                        shell.run(
                                        "approve",
                                        "latest",
                                        "--key",
                                        staged.signers().key("grace").toString())
                                .status())
                .isZero();
        return String.valueOf(PlanFile.entries(staged.plans().getFirst()));
    }

    @Test
    void a_document_that_has_changed_since_is_left_as_it_is_and_the_others_are_written()
            throws IOException {
        String entries = planAndSign();
        Truth truth = GENERATOR.truth();
        Id restored =
                truth.entries().entrySet().stream()
                        .filter(entry ->
                                entry.getValue().getString("remedy").getValue().equals("RESTORE"))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
        staged.platform()
                .database()
                .collection("platform", "deploys")
                .updateOne(
                        Filters.eq("_id", restored.value()),
                        Updates.set("tree_id", "f".repeat(40)));
        var changed = staged.picture();
        // Nobody but a bad writer gives a deploy another pointer.
        Said stopped = staged.shell().run("apply", "latest", "--expect", entries);
        assertThat(stopped.status()).as(stopped.toString()).isEqualTo(17);
        assertThat(stopped.toString()).contains("still damaging deploys", restored.text());
        Said said = staged.shell().run("apply", "latest");
        assertThat(said.status()).as(said.toString()).isEqualTo(16);
        truth.deploysAfter().remove(restored);
        assertThat(PlatformCheck.applied(truth, changed, staged.picture())).isEmpty();
    }

    @Test
    void a_site_whose_owner_changed_it_since_is_left_as_it_is() throws IOException {
        String entries = planAndSign();
        Truth truth = GENERATOR.truth();
        BsonDocument published = entry(truth, "PUBLISH");
        Id site = Id.parse(published.getString("site").getValue());
        staged.platform()
                .database()
                .collection("platform", "sites")
                .updateOne(Filters.eq("_id", site.value()), Updates.set("locked", true));
        var changed = staged.picture();
        Said said = staged.shell().run("apply", "latest", "--expect", entries);
        assertThat(said.status()).as(said.toString()).isEqualTo(16);
        truth.sitesAfter().put(site, publishedNow(changed, site));
        assertThat(PlatformCheck.applied(truth, changed, staged.picture())).isEmpty();
    }

    private static BsonDocument entry(Truth truth, String remedy) {
        return truth.entries().values().stream()
                .filter(entry -> entry.getString("remedy").getValue().equals(remedy))
                .findFirst()
                .orElseThrow();
    }

    private static BsonValue publishedNow(Map<String, List<RawBsonDocument>> picture, Id site) {
        return picture.getOrDefault("sites", List.of()).stream()
                .filter(document -> Id.of(document.get("_id")).equals(site))
                .map(document -> document.get("published_deploy_id", org.bson.BsonNull.VALUE))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_two_applies_at_the_same_time_one_is_refused() throws Exception {
        String entries = planAndSign();
        Callable<Said> apply = () -> staged.shell().run("apply", "latest", "--expect", entries);
        List<Said> said = both(apply);
        assertThat(said).as(said.toString()).filteredOn(one -> one.status() == 0).hasSize(1);
        Said second = said.stream().filter(one -> one.status() != 0).findFirst().orElseThrow();
        assertRefused(second, 1, "", "");
        assertThat(second.toString())
                .containsPattern(
                        "process " + ProcessHandle.current().pid() + " on [^ ]+, for [0-9]+ s");
        assertThat(staged.shell().run("apply", "latest", "--expect", entries).status())
                .isEqualTo(1);
    }

    private static List<Said> both(Callable<Said> command)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Said>> both = threads.invokeAll(List.of(command, command));
            return List.of(both.get(0).get(), both.get(1).get());
        }
    }

    @Test
    void a_newer_version_wrote_the_ledger() throws Exception {
        planAndSign();
        var before = staged.picture();
        try (Connection ledger =
                        DriverManager.getConnection(
                                "jdbc:h2:file:"
                                        + home.toRealPath()
                                        + "/work/ledger;DATABASE_TO_LOWER=TRUE");
                Statement statement = ledger.createStatement()) {
            statement.execute(
                    "INSERT INTO \"flyway_schema_history\" VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'sa', NOW(), 1, TRUE)");
        } catch (SQLException e) {
            throw new AssertionError("the ledger is not where it should be", e);
        }
        for (String command : List.of("plan", "apply", "resume")) {
            Said said =
                    command.equals("apply")
                            ? staged.shell().run(command, "latest")
                            : staged.shell().run(command);
            assertRefused(said, 1, "newer version", "999");
        }
        assertThat(PlatformCheck.untouched(before, staged.picture())).isEmpty();
    }
}
