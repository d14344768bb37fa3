package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.PlatformCheck;
import dev.reconciler.demo.Signers;
import dev.reconciler.demo.Truth;
import dev.reconciler.model.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plan that is applied one part after the other, on the command line. */
class PartialApplyTest {
    private static final IncidentGenerator GENERATOR = new IncidentGenerator(7, 80);

    @TempDir private Path home;

    private static final String TIER = GENERATOR.tiers().getFirst();

    private Staged staged;
    private Shell shell;
    private String plan;
    private String entries;

    @BeforeEach
    void planAndSign() throws IOException {
        staged =
                Staged.on(
                        Invented.incident(GENERATOR),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath());
        shell = staged.shell();
        shell.run("plan");
        Signers.PEOPLE.forEach(person ->
                shell.run("approve", "latest", "--key", staged.signers().key(person).toString()));
        Path folder = staged.plans().getFirst();
        plan = folder.getFileName().toString();
        entries = String.valueOf(PlanFile.entries(folder));
    }

    @AfterEach
    void close() {
        staged.close();
    }

    @Test
    void the_parts_come_to_the_same_as_the_whole() throws IOException {
        Truth truth = GENERATOR.truth();
        var before = staged.picture();

        Said unknown = shell.run("apply", "latest", "--only-tier", "gold");
        assertThat(unknown.toString()).contains("the plan does not know that tier");
        Said part = shell.run("apply", "latest", "--only-tier", TIER, "--expect", entries);
        assertThat(part.status()).as(part.toString()).isZero();
        assertThat(part.toString()).contains("is applied in part");
        assertThat(part.out().lines().toList().getLast())
                .matches(
                        ".* then apply what is still to come, \\d+ entries under the same signatures: reconciler apply [0-9a-f]{8}");
        assertThat(shell.run("report", "latest").toString())
                .contains("rebuilds.", "entries are still to come: reconciler apply");
        assertThat(shell.run("status").toString()).contains("still to come: reconciler apply");

        Said rest = shell.run("apply", "latest", "--expect", entries);
        assertThat(rest.status()).as(rest.toString()).isZero();
        assertThat(rest.toString()).contains("is applied").doesNotContain("in part");
        assertThat(PlatformCheck.applied(truth, before, staged.picture())).isEmpty();
        assertThat(shell.run("apply", "latest").toString())
                .contains("this plan is applied already");
    }

    @Test
    void a_part_that_was_refused_before_it_wrote_anything_is_no_choice_for_the_next_apply() {
        assertThat(shell.run("apply", "latest", "--only-tier", TIER).err())
                .contains("larger than max-damage allows", "apply it with --expect " + entries);
        Said whole = shell.run("apply", "latest", "--expect", entries);
        assertThat(whole.status()).as(whole.toString()).isZero();
        assertThat(whole.toString()).contains("is applied").doesNotContain("in part");
    }

    @Test
    void a_part_that_was_begun_stays_the_choice_though_it_is_refused_meanwhile()
            throws IOException {
        somebodyTakesAPointerAway();
        Map<String, String> generous = new TreeMap<>(shell.environment());
        generous.put("RECONCILER_MAXDAMAGE", "100%");
        String other = GENERATOR.tiers().getLast();
        Said stopped =
                new Shell(shell.home(), generous).run("apply", "latest", "--only-tier", other);
        assertThat(stopped.status()).as(stopped.toString()).isEqualTo(17);

        assertThat(shell.run("apply", "latest").err()).contains("larger than max-damage allows");
        Said rest = shell.run("apply", "latest", "--expect", entries);
        assertThat(rest.status()).as(rest.toString()).isEqualTo(16);
        assertThat(rest.toString()).contains("is applied in part");
    }

    @Test
    void a_plan_that_lies_elsewhere_is_told_as_one_of_ours_is() throws IOException {
        Path elsewhere = Files.createDirectories(home.toRealPath().resolve("elsewhere"));
        String folder = Files.move(staged.plans().getFirst(), elsewhere.resolve(plan)).toString();

        assertThat(shell.run("apply", folder, "--expect", "3").err())
                .contains("Read it again: reconciler show " + folder);
        Said part = shell.run("apply", folder, "--only-tier", TIER, "--expect", entries);
        assertThat(part.status()).as(part.toString()).isZero();
        assertThat(part.toString()).contains("is applied in part");
        assertThat(part.out().lines().toList().getLast())
                .matches(
                        ".*\\(reconciler report "
                                + folder
                                + "\\), then apply what is still to come, \\d+ entries under the same signatures: reconciler apply "
                                + folder);
        assertThat(shell.run("status").toString())
                .contains("still to come: reconciler apply " + folder);

        Said rest = shell.run("apply", folder, "--expect", entries, "--json");
        assertThat(rest.out()).contains("\"left\":0", "\"next\":\"reconciler plan\"");
    }

    @Test
    void machines_are_told_what_is_still_to_come_and_how() throws IOException {
        Said part =
                shell.run("apply", "latest", "--only-tier", TIER, "--expect", entries, "--json");
        assertThat(part.out())
                .containsPattern("\"left\":[1-9]")
                .contains("\"exit\":0,\"next\":\"reconciler apply " + brief() + "\"");
        assertThat(shell.run("apply", "latest", "--expect", entries, "--json").out())
                .contains("\"left\":0", "\"next\":\"reconciler plan\"");
    }

    @Test
    void what_the_folder_says_is_not_the_last_word_while_a_later_run_has_not_come_to_its_end()
            throws IOException {
        shell.run("apply", "latest", "--only-tier", TIER, "--expect", entries);
        assertThat(shell.run("show", "latest").out())
                .containsPattern("applied    \\d+ of " + entries)
                .doesNotContain("unfinished");

        somebodyTakesAPointerAway();
        Said stopped = shell.run("apply", "latest", "--expect", entries);
        assertThat(stopped.status()).as(stopped.toString()).isEqualTo(17);
        assertThat(shell.run("show", "latest").out())
                .containsPattern(
                        "unfinished run 3, begun .*, has not come to its end: process \\d+")
                .containsPattern("before it  \\d+ of " + entries)
                .contains("Next: go on with it")
                .doesNotContain("applied    ");
        assertThat(shell.run("show", "latest", "--json").out())
                .contains("\"unfinished\":{\"run\":3,", "\"applied\":{\"entries\":" + entries);
        assertThat(shell.run("report", "latest").out())
                .contains("None of these tells what a later run did: run 3")
                .doesNotContain("still to come");
        assertThat(shell.run("report", "latest", "--json").out())
                .contains("\"unfinished\":{\"run\":3,");
        assertThat(shell.run("status").out()).contains("run 3, apply of plan").contains("failed");

        // A later run of something else does not hide it.
        shell.run("plan");
        assertThat(shell.run("status").out())
                .contains("plan of plan")
                .contains("apply of plan " + brief() + ": run 3, begun")
                .contains("Next: reconciler apply " + brief());
        assertThat(shell.run("status", "--json").out()).contains("\"unfinished\":[\"" + plan);

        String other = GENERATOR.tiers().getLast();
        assertThat(shell.run("apply", plan, "--only-tier", other, "--expect", entries).err())
                .contains("a run of this plan that chose otherwise did not end", "--new-run");
        Said anew =
                shell.run("apply", plan, "--new-run", "--only-tier", other, "--expect", entries);
        assertThat(anew.status()).as(anew.toString()).isEqualTo(16);
        assertThat(shell.run("show", plan).out())
                .containsPattern("applied    \\d+ of " + entries)
                .doesNotContain("unfinished");
        assertThat(shell.run("status").out()).doesNotContain("not come to its end");
    }

    @Test
    void a_record_that_was_edited_by_hand_is_noticed_before_anything_more_is_written()
            throws Exception {
        shell.run("apply", "latest", "--only-tier", TIER, "--expect", entries);
        var before = staged.picture();
        Path ledger = home.toRealPath().resolve("work/ledger.mv.db");
        Path copy = Files.copy(ledger, home.resolve("ledger.copy"));
        for (String change :
                List.of(
                        "UPDATE backup SET document = X'00' WHERE seq = 2",
                        "UPDATE write_result SET result = 'conflict' WHERE seq = 1",
                        "UPDATE entry_result SET holds = FALSE WHERE entry = (SELECT MIN(entry) FROM entry_result)",
                        "DELETE FROM backup WHERE seq = (SELECT MAX(seq) FROM backup)",
                        "UPDATE admission SET person = 'mallory' WHERE seq = 1")) {
            edit(change);
            Said said = shell.run("apply", "latest", "--expect", entries);
            assertThat(said.status()).as(change + said).isOne();
            assertThat(said.err())
                    .as(change)
                    .containsPattern("error: (the|a part of the) record of this plan");
            assertThat(PlatformCheck.untouched(before, staged.picture())).as(change).isEmpty();
            Files.copy(copy, ledger, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(shell.run("apply", "latest", "--expect", entries).status()).isZero();
    }

    private void edit(String sql) throws IOException, SQLException {
        try (Connection ledger =
                        DriverManager.getConnection(
                                "jdbc:h2:file:"
                                        + home.toRealPath()
                                        + "/work/ledger;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
                Statement statement = ledger.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    private String brief() {
        return plan.substring(0, 8);
    }

    /** Nobody but a bad writer does, so that the run ends where it meets that. */
    private void somebodyTakesAPointerAway() throws IOException {
        JsonNode left =
                PlanFile.lines(staged.plans().getFirst()).stream()
                        .filter(entry -> entry.get("remedy").asString().equals("RESTORE"))
                        .filter(entry -> !entry.get("tier").asString().equals(TIER))
                        .toList()
                        .getLast();
        staged.platform()
                .database()
                .collection("platform", "deploys")
                .updateOne(
                        Filters.eq("_id", Id.parse(left.get("deploy").asString()).value()),
                        Updates.set("tree_id", "f".repeat(40)));
    }
}
