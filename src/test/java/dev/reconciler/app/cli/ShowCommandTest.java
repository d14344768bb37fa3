package dev.reconciler.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.PlanReports;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlannedRemedy.Escalate;
import dev.reconciler.plan.PlannedRemedy.Revert;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write.Target;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.SiteDown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
    private static final String TOTALS =
            """
            {"plan":"x","entries":2,"reverts_with_build":1,
             "totals":{"deploys":10000,"unvouched":61,"deleted":3,"log_conflicts":2,"log_lines_unreadable":1,"remedies":{"REVERT":1,"ESCALATE":1}},
             "tiers":{"enterprise":{"REVERT":1},"starter":{"ESCALATE":1}},"sites_down":{"enterprise":0,"starter":37},
             "incomplete":{"entries":1,"objects":4,"unreadable":["deploys/5"]},"deleted_but_published":["gone"],"unknown_states":[]}
            """;
    private static final String REVERTED =
            """
            {"deploy":"bad","live":{"state":"—"},"snapshot":{"site_id":"s1","state":"ready"},
             "log":{"tree_id":"abc"},"build":{"commit_ref":"4be1c07"},"faults":{"tree_id":"lost"},
             "candidates":[{"source":"snapshot","tree":"ff00","outcome":"unreadable","why":"a subtree is missing"}],"passed_over":["older: nobody vouches for it"]}
            """;

    @TempDir Path home;

    private FrozenPlan plan;

    @BeforeEach
    void plan() throws IOException {
        Path signers = Files.writeString(home.resolve("allowed_signers"), "# nobody yet\n");
        plan = TestPlan.freeze(home.resolve("plans"), signers, List.of(reverted(), escalated()));
        Files.writeString(plan.folder().resolve("plan.json"), TOTALS);
        Files.writeString(
                plan.folder().resolve("evidence.jsonl"),
                REVERTED.replace("\n", "") + "\n{\"deploy\":\"odd\"}\n");
        List<String> entries = Files.readAllLines(plan.folder().resolve(FrozenPlan.FILE));
        Files.write(
                plan.folder().resolve(PlanReports.FILE),
                List.of(
                        PlanReports.json(new PlanReports.Head(Optional.empty())),
                        PlanReports.json(
                                new PlanReports.Account(
                                        Optional.of("\"a1\""),
                                        Optional.empty(),
                                        "enterprise",
                                        Optional.empty(),
                                        List.of(site(entries.get(1)), down())))));
    }

    private static PlanReports.Site site(String entry) {
        var facts =
                new DeployFacts(
                        Optional.of("Fix \u001b[31mdocs"),
                        Optional.of("main"),
                        Optional.of("4be1c07aaaaaaaaaa"),
                        Optional.empty(),
                        Optional.empty());
        return new PlanReports.Site(
                Optional.of("\"s1\""),
                Optional.of("docs.iceberg"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(new PlanReports.Line(entry, facts, Optional.empty(), Optional.empty())));
    }

    private static PlanReports.Site down() {
        return new PlanReports.Site(
                Optional.of("\"s9\""),
                Optional.of("fern"),
                Optional.empty(),
                Optional.of(SiteDown.DEPLOY_GONE.name()),
                Optional.empty(),
                false,
                List.of());
    }

    private static Entry reverted() {
        return entry(
                "bad",
                new Revert(TestPlan.id("good"), Optional.of("4be1c07")),
                Set.of(Damage.POINTER_LOST),
                List.of(new DamagedFile("css/\u202Esite.css", DamagedFile.Kind.MISSING)));
    }

    private static Entry escalated() {
        return entry("odd", new Escalate(), Set.of(), List.of());
    }

    private static Entry entry(
            String deploy,
            dev.reconciler.plan.PlannedRemedy remedy,
            Set<Damage> damage,
            List<DamagedFile> files) {
        boolean isReverted = remedy instanceof Revert;
        return new Entry(
                TestPlan.id(deploy),
                Optional.of(TestPlan.id(isReverted ? "s1" : "s2")),
                Optional.of(TestPlan.id("a1")),
                isReverted ? "enterprise" : "starter",
                damage,
                remedy,
                files,
                0,
                isReverted,
                "because \u0007 of it",
                isReverted,
                false,
                isReverted
                        ? List.of(
                                TestPlan.write(
                                        Target.SITE,
                                        TestPlan.id("s1"),
                                        Map.of("published_deploy_id", new BsonString("bad")),
                                        Map.of(
                                                "published_deploy_id",
                                                Optional.of(new BsonString("good")))))
                        : List.of());
    }

    @Test
    void a_plan_is_shown_as_an_approver_reads_it() {
        CommandRun run = CommandRun.in(home, "show", "latest");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("plan " + plan.id())
                .containsPattern("REVERT +1 +0 +1    1 build asked for again")
                .containsPattern("ESCALATE +0 +1 +1    unresolved.csv")
                .contains("1 document is written, of 10,000 live deploys")
                .contains(
                        "1 site would show another deploy: 0 a newer one (PUBLISH), 1 an older one (REVERT)")
                .contains("1 deploy is sidelined")
                .contains("0 enterprise, 37 starter sites    sites-down.csv")
                .contains("61 live pointers neither in the snapshot nor in the log")
                .contains(
                        "1 verdicts rest on what could not be read; 4 objects of the store gave no answer; 1 lines of the log")
                .contains("cannot be read: deploys/5")
                .contains("deleted, but a site publishes it: gone")
                .containsPattern("fern +publishes a deploy that does not exist")
                .contains("signed     by nobody yet")
                .contains(
                        "Next: two people sign it: reconciler approve "
                                + plan.id().substring(0, 8));
    }

    @Test
    void an_approver_is_told_that_the_signers_list_could_be_his_own() {
        assertThat(CommandRun.in(home, "show", "latest").err())
                .startsWith("warning: you can rewrite the list of who may sign")
                .contains(plan.folder().resolve("allowed_signers").toString());
        assertThat(CommandRun.in(home, "show", "latest", "--json").err())
                .startsWith("{\"warning\":\"you can rewrite");
    }

    @Test
    void one_verdict_is_shown_with_all_that_was_seen_tried_and_will_be_written() {
        assertThat(CommandRun.in(home, "show", plan.id(), "--deploy", "bad").out())
                .contains(
                        "deploy bad   REVERT   site docs.iceberg (enterprise), published, main @ 4be1c07 \"Fix ⟨U+001B⟩[31mdocs\"")
                .containsPattern("site_id +— +s1")
                .containsPattern("tree_id +— \\(lost\\) +abc")
                .containsPattern("commit_ref +— +4be1c07")
                .contains("damage      pointer-lost")
                .contains("tried       snapshot    ff00  unreadable: a subtree is missing")
                .contains("passed over older: nobody vouches for it")
                .contains("goes back   to good")
                .contains("builds      4be1c07 is asked for again")
                .contains("file        missing  css/⟨U+202E⟩site.css")
                .contains("writes      sites/s1  published_deploy_id  bad → good")
                .contains("because ⟨U+0007⟩ of it");
    }

    @Test
    void a_site_is_found_by_its_name_and_by_its_id() {
        assertThat(CommandRun.in(home, "show", "latest", "--site", "docs.iceberg").out())
                .contains("deploy bad")
                .doesNotContain("deploy odd");
        assertThat(CommandRun.in(home, "show", "latest", "--site", "s2").out())
                .contains("deploy odd")
                .doesNotContain("deploy bad");
    }

    @Test
    void machines_get_what_the_files_say() {
        assertThat(CommandRun.in(home, "show", "latest", "--json").out())
                .hasLineCount(1)
                .contains("\"unvouched\":61");
        assertThat(CommandRun.in(home, "show", "latest", "--deploy", "bad", "--json").out())
                .hasLineCount(1)
                .contains("\"remedy\":\"REVERT\"")
                .contains("\"site_name\":\"docs.iceberg\"");
    }

    @Test
    void a_plan_is_named_by_any_prefix_or_by_its_folder() {
        assertThat(CommandRun.in(home, "show", plan.id().substring(0, 3)).status()).isZero();
        assertThat(CommandRun.in(home, "show", "plans/" + plan.id()).status()).isZero();
        assertThat(CommandRun.in(plan.folder(), "show", ".").status()).isZero();
    }

    @Test
    void the_newest_plan_is_the_latest() throws IOException {
        Path signers = home.resolve("allowed_signers");
        var header = TestPlan.header(1, FrozenPlan.digest(signers));
        var later =
                new dev.reconciler.plan.PlanHeader(
                        header.format(),
                        header.createdAt().plusSeconds(1),
                        header.cluster(),
                        header.database(),
                        header.store(),
                        header.names(),
                        header.tiers(),
                        header.evidence(),
                        header.from(),
                        header.to(),
                        false,
                        header.allowedSignersDigest(),
                        header.deploys(),
                        1,
                        Optional.empty());
        FrozenPlan newer =
                TestPlan.freeze(home.resolve("plans"), signers, later, List.of(escalated()));
        Files.writeString(newer.folder().resolve("plan.json"), TOTALS);

        assertThat(CommandRun.in(home, "show", "latest").out()).contains("plan " + newer.id());
        String prefix = newer.id().substring(0, 6);
        Files.createDirectory(home.resolve("plans").resolve(prefix + "0".repeat(58)));
        assertThat(CommandRun.in(home, "show", prefix).err())
                .contains("more than one plan begins like that");
    }

    @Test
    void an_empty_name_is_the_name_of_no_plan_though_there_is_but_one() {
        for (String name : List.of("", " ")) {
            assertThat(CommandRun.in(home, "show", name).err())
                    .startsWith("error: there is no such plan\n  where: \"" + name + '"');
        }
    }

    @Test
    void a_plan_or_a_deploy_that_is_not_there_is_said_so() {
        assertThat(CommandRun.in(home, "show", "zzz").err())
                .startsWith("error: there is no such plan\n  where: zzz");
        assertThat(CommandRun.in(home, "show", "latest", "--deploy", "zzz").err())
                .startsWith("error: the plan has no entry of that");
        assertThat(CommandRun.in(home.resolve("plans"), "show", "latest").err())
                .startsWith("error: there is no plan here");
    }

    @Test
    void a_changed_byte_is_noticed() throws IOException {
        Path file = plan.folder().resolve(FrozenPlan.FILE);
        Files.writeString(file, Files.readString(file).replace("4be1c07", "4be1c08"));

        assertThat(CommandRun.in(home, "show", "latest").err())
                .startsWith("error: the plan is not the one that its folder names");
    }

    @Test
    void an_id_of_another_type_is_named_as_it_is_shown() {
        assertThat(
                        CommandRun.in(home, "show", "latest", "--deploy", "{\"$numberInt\":\"5\"}")
                                .err())
                .contains("$numberInt");
        assertThat(Id.parse("{\"$numberInt\":\"5\"}").value().isInt32()).isTrue();
    }
}
