package dev.reconciler.acceptance;

import static dev.reconciler.acceptance.Complaint.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.Write;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.dump.DumpFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan has overwritten can be proven to be whole, and be had without this program. */
class BackupCommandsTest {
    private static Path home;
    private static Path ledger;
    private static Staged staged;
    private static Map<String, List<RawBsonDocument>> before;
    private static FrozenPlan plan;

    @TempDir private Path folder;

    @BeforeAll
    static void applyAPlan(@TempDir Path temporary) throws IOException {
        home = temporary.toRealPath();
        ledger = home.resolve("work/ledger.mv.db");
        staged =
                Staged.on(
                        Invented.incident(new IncidentGenerator(7, 80)),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home);
        before = staged.picture();
        run("plan", 2);
        plan = FrozenPlan.open(staged.plans().getFirst());
        run("apply latest", 8);
        Files.copy(ledger, home.resolve("ledger.unapplied"));
        for (String person : List.of("ada", "grace")) {
            run("approve latest --key " + staged.signers().key(person), 0);
        }
        assertThat(run("apply latest --expect " + plan.header().entries(), 0).err())
                .contains("warning: you can rewrite the list of who may sign");
        Files.copy(ledger, home.resolve("ledger.before"));
    }

    @AfterAll
    static void close() {
        staged.close();
    }

    /** What a test did to the ledger is nothing to the next one. */
    @AfterEach
    void putTheLedgerBack() throws IOException {
        Files.copy(home.resolve("ledger.before"), ledger, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Said run(String command, int status) {
        Said said = staged.shell().run(command.split(" "));
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        return said;
    }

    @Test
    void an_applied_plan_has_a_record_that_is_whole() {
        long writes = documents().size();
        assertThat(run("backup verify latest", 0).out())
                .contains("the record of plan " + plan.id().substring(0, 8) + " is whole")
                .contains(writes + " of " + writes + " changed a document");
        assertThat(run("backup verify latest --json", 0).out())
                .contains("\"applied\":" + writes)
                .hasLineCount(1);
    }

    @Test
    void every_document_comes_out_as_it_was_before_the_plan_and_no_other_does() throws IOException {
        assertThat(run("backup export latest --to " + folder, 0).out())
                .contains("mongorestore", folder.toString());
        var dump = DumpFolder.open(folder, plan.header().database(), false);
        List<RawBsonDocument> exported = new ArrayList<>();
        for (String collection : List.of("deploys", "sites")) {
            exported.addAll(read(dump, collection));
        }
        assertThat(exported).containsExactlyInAnyOrderElementsOf(documents());
    }

    /** Those that the plan writes, as they were. */
    private List<RawBsonDocument> documents() {
        List<RawBsonDocument> documents = new ArrayList<>();
        try (Stream<Entry> entries = plan.entries()) {
            entries.flatMap(entry -> entry.writes().stream())
                    .forEach(write -> documents.add(document(write)));
        }
        return documents;
    }

    private RawBsonDocument document(Write write) {
        String collection = write.target() == Write.Target.DEPLOY ? "deploys" : "sites";
        return before.getOrDefault(collection, List.of()).stream()
                .filter(document -> Id.ofDocument(document).orElseThrow().equals(write.id()))
                .findFirst()
                .orElseThrow();
    }

    private static List<RawBsonDocument> read(DumpFolder dump, String collection) {
        List<RawBsonDocument> documents = new ArrayList<>();
        try (var cursor = dump.open(collection, KeyRange.all())) {
            for (Optional<Item> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                documents.add(((Item.Document) item.get()).document());
            }
        }
        return documents;
    }

    @Test
    void no_file_is_overwritten() throws IOException {
        run("backup export latest --to out", 0);
        Path deploys =
                home.resolve("out").resolve(plan.header().database()).resolve("deploys.bson");
        byte[] bytes = Files.readAllBytes(deploys);
        assertRefused(
                staged.shell().run("backup", "export", "latest", "--to", "out"),
                1,
                "it is left as it is",
                "out/" + plan.header().database());
        assertThat(deploys).hasBinaryContent(bytes);
    }

    @Test
    void a_row_that_was_changed_is_named_and_what_is_left_still_comes_out() throws Exception {
        tamper("UPDATE backup SET entry = entry + 1 WHERE seq = 3");
        assertRefused(
                staged.shell().run("backup", "verify", "latest"),
                1,
                "the record of this plan was changed by somebody else",
                "table backup, row 3 of plan " + plan.id());
        assertRefused(
                staged.shell().run("backup", "export", "latest"), 1, "was changed", "row 3 of");
        assertThat(home.resolve("backup-" + plan.id().substring(0, 8))).isDirectory();
    }

    private static void tamper(String sql) throws SQLException {
        try (Connection ledger =
                        DriverManager.getConnection(
                                "jdbc:h2:file:"
                                        + home
                                        + "/work/ledger;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
                Statement statement = ledger.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void a_record_that_the_plans_folder_tells_of_is_missing_where_the_ledger_has_none()
            throws IOException {
        Shell bare = staged.shellIn(Files.createDirectory(folder.resolve("bare")), Map.of());
        for (String command : List.of("backup verify ", "backup export ", "undo ")) {
            assertRefused(
                    bare.run((command + plan.folder()).split(" ")),
                    1,
                    "a part of the record of this plan is missing",
                    "journal.json");
        }
    }

    @Test
    void a_ledger_of_before_the_writes_is_not_taken_for_one_of_a_plan_that_wrote_nothing()
            throws IOException {
        Files.copy(home.resolve("ledger.unapplied"), ledger, StandardCopyOption.REPLACE_EXISTING);
        for (String command : List.of("verify", "export")) {
            assertRefused(
                    staged.shell().run("backup", command, "latest"),
                    1,
                    "a part of the record of this plan is missing",
                    "journal.json");
        }
    }

    @Test
    void what_is_left_of_a_record_comes_out_and_that_the_rest_is_missing_is_said()
            throws Exception {
        tamper("DELETE FROM backup WHERE seq > 3");
        Said said = staged.shell().run("backup", "export", "latest", "--to", folder.toString());
        assertRefused(said, 1, "a part of the record of this plan is missing", "journal.json");
        assertThat(said.out()).contains("2 deploys as they were before plan", "1 sites");
    }

    @Test
    void a_plan_that_was_refused_and_wrote_nothing_has_nothing_to_export() throws IOException {
        Path unnoted = Files.createDirectories(folder.resolve("copy").resolve(plan.id()));
        Files.copy(plan.folder().resolve(FrozenPlan.FILE), unnoted.resolve(FrozenPlan.FILE));
        Files.copy(home.resolve("ledger.unapplied"), ledger, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(
                staged.shell().run("backup", "export", unnoted.toString()),
                1,
                "the plan has overwritten nothing",
                plan.id().substring(0, 8));
    }

    @Test
    void a_plan_that_was_not_applied_here_has_no_record() throws IOException {
        Shell elsewhere =
                staged.shellIn(Files.createDirectory(folder.resolve("elsewhere")), Map.of());
        Path unapplied = Files.createDirectories(folder.resolve("copy").resolve(plan.id()));
        Files.copy(plan.folder().resolve(FrozenPlan.FILE), unapplied.resolve(FrozenPlan.FILE));
        for (String command : List.of("verify", "export")) {
            assertRefused(
                    elsewhere.run("backup", command, unapplied.toString()),
                    1,
                    "was not applied with this ledger",
                    plan.id().substring(0, 8));
        }
    }
}
