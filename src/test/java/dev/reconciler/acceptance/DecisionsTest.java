package dev.reconciler.acceptance;

import static dev.reconciler.acceptance.Complaint.assertRefused;
import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.ToldIncident.treeOf;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.preview;
import static dev.reconciler.told.Traits.treeMissing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.PlatformCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people decided, and plans for a part of the platform, through the commands. */
class DecisionsTest {
    private Staged staged;
    private Path home;
    private Map<String, List<RawBsonDocument>> before;

    /** Three sites, each with a page of which nobody knows any more where its files are. */
    @BeforeEach
    void stage(@TempDir Path folder) throws IOException {
        home = folder.toRealPath();
        var told =
                incident()
                        .account("zenith", "enterprise")
                        .site(
                                "docs",
                                s ->
                                        s.deploy("spare", preview("spare"))
                                                .deploy("lost", nobodyKnows(), pointerLost())
                                                .deploy(
                                                        "draft",
                                                        preview("draft"),
                                                        pointerLost(),
                                                        treeMissing())
                                                .publishes("lost"))
                        .site(
                                "blog",
                                s ->
                                        s.has("account_id", new BsonString("zenith"))
                                                .deploy("gone", nobodyKnows(), pointerLost())
                                                .publishes("gone"))
                        .site(
                                "shop",
                                s ->
                                        s.deploy("good")
                                                .deploy("bad", pointerLost())
                                                .publishes("bad"));
        staged = Staged.on(told.build(), Staged.Layout.FOLDER_AND_DUMP, Optional.empty(), home);
        before = staged.picture();
    }

    @AfterEach
    void close() {
        staged.close();
    }

    private Said plan(String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "plan";
        System.arraycopy(options, 0, command, 1, options.length);
        return staged.shell().run(command);
    }

    private Path decisions(String... lines) throws IOException {
        return Files.writeString(home.resolve("decided.jsonl"), String.join("\n", lines) + "\n");
    }

    private static String decision(String deploy, String remedy, String more) {
        return "{\"deploy\":\"%s\",\"remedy\":\"%s\"%s,\"by\":\"grace\",\"why\":\"its owner said so\"}"
                .formatted(deploy, remedy, more);
    }

    private static String restore(String deploy, String tree) {
        return decision(deploy, "RESTORE", ",\"tree\":\"" + tree + "\"");
    }

    private Path made(Said said) {
        String id = said.out().strip().lines().reduce((first, second) -> second).orElseThrow();
        return home.resolve("plans").resolve(id);
    }

    private static JsonNode entry(Path plan, String deploy) throws IOException {
        return PlanFile.lines(plan).stream()
                .filter(line -> line.get("deploy").asString().equals(deploy))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode header(Path plan) throws IOException {
        try (var lines = Files.lines(plan.resolve("plan.jsonl"))) {
            return JsonMapper.shared().readTree(lines.findFirst().orElseThrow());
        }
    }

    private static JsonNode totals(Path plan) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(plan.resolve("plan.json")));
    }

    // ---- decisions

    @Test
    void what_a_plan_left_to_people_is_decided_signed_and_applied() throws IOException {
        Said first = plan();
        assertThat(first.status()).as(first.toString()).isEqualTo(2);
        String unresolved = Files.readString(made(first).resolve("unresolved.csv"));
        assertThat(unresolved)
                .contains("\"trees_seen\"", "{\"\"deploy\"\":\"\"lost\"\",\"\"remedy\"\":\"\"\"\"");
        assertThat(header(made(first)).has("decisions")).isFalse();

        decisions(
                restore("lost", treeOf("spare")),
                restore("draft", treeOf("spare")),
                decision("gone", "LEAVE", ""));
        Said said = plan("--decisions", "decided.jsonl");

        assertThat(said.status()).as(said.toString()).isEqualTo(2);
        assertThat(said.out()).contains("decided by people     3 of 3 decisions followed");
        Path plan = made(said);
        assertThat(entry(plan, "lost").get("remedy").asString()).isEqualTo("RESTORE");
        assertThat(entry(plan, "lost").get("source").asString()).isEqualTo("decision");
        assertThat(entry(plan, "lost").get("decided").get("by").asString()).isEqualTo("grace");
        assertThat(entry(plan, "gone").get("writes").size()).isZero();
        assertThat(entry(plan, "bad").has("decided")).isFalse();
        assertThat(header(plan).get("decisions").get("count").asInt()).isEqualTo(3);
        assertThat(plan.resolve("decisions.jsonl"))
                .hasSameTextualContentAs(home.resolve("decided.jsonl"));
        Said shown = staged.shell().run("show", "latest");
        assertThat(shown.out())
                .contains("decided    3 of 3 decisions of people are followed")
                .contains("lost  RESTORE, by grace: its owner said so")
                .contains("gone  ESCALATE, by grace: its owner said so");
        assertThat(staged.shell().run("show", "latest", "--deploy", "lost").out())
                .contains("of a person's choice", "by grace: its owner said so");
        assertThat(Files.readString(plan.resolve("customers/acme.html")))
                .contains("a copy that a person of ours chose");

        applied(plan);
        assertThat(deploy("lost").getString("tree_id").getValue()).isEqualTo(treeOf("spare"));
        assertThat(deploy("gone"))
                .isEqualTo(
                        before.get("deploys").stream()
                                .filter(d -> d.get("_id").equals(new BsonString("gone")))
                                .findFirst()
                                .orElseThrow());
        // The snapshot has another tree of it, which is lost; but people have decided.
        assertThat(deploys(made(plan()))).containsExactly("gone");
    }

    private void applied(Path plan) throws IOException {
        for (String person : List.of("ada", "grace")) {
            Said signed =
                    staged.shell()
                            .run(
                                    "approve",
                                    "latest",
                                    "--key",
                                    staged.signers().key(person).toString());
            assertThat(signed.status()).as(signed.toString()).isZero();
        }
        Said applied =
                staged.shell().run("apply", "latest", "--expect", "" + PlanFile.entries(plan));
        assertThat(applied.status()).as(applied.toString()).isZero();
    }

    private RawBsonDocument deploy(String id) {
        return staged.picture().get("deploys").stream()
                .filter(document -> document.get("_id").equals(new BsonString(id)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_was_not_needed_or_could_not_be_followed_is_named_and_the_run_is_incomplete()
            throws IOException {
        decisions(
                decision("good", "LEAVE", ""),
                decision("bad", "LEAVE", ""),
                restore("lost", "0".repeat(40)));

        Said said = plan("--decisions", "decided.jsonl");

        assertThat(said.status()).as(said.toString()).isEqualTo(2 + 4);
        assertThat(said.out())
                .contains("0 of 3 decisions followed")
                .contains("line 1, LEAVE for good: the plan has nothing, since")
                .contains("line 2, LEAVE for bad: the plan has RE")
                .containsPattern(
                        "line 3, RESTORE for lost: the plan has ESCALATE, since .*cannot be read");
        assertThat(totals(made(said)).get("decisions").get("not_followed").size()).isEqualTo(3);
        assertThat(entry(made(said), "lost").get("reason").asString())
                .contains("grace decided RESTORE, which is not followed");
    }

    @Test
    void a_bad_line_is_refused_before_anything_is_read() throws IOException {
        decisions(decision("gone", "LEAVE", ""), "{\"deploy\":\"lost\"");

        assertRefused(
                plan("--decisions", "decided.jsonl"), 1, "is no JSON", "decided.jsonl, line 2");
        assertThat(staged.plans()).isEmpty();
        assertThat(staged.shell().run("status").out()).doesNotContain("failed");
    }

    @Test
    void a_deploy_that_is_not_there_is_refused_with_its_line() throws IOException {
        decisions(
                decision("gone", "LEAVE", ""), decision("lost", "REVERT", ",\"target\":\"losst\""));

        assertRefused(
                plan("--decisions", "decided.jsonl"),
                1,
                "a deploy that is not there: losst",
                "decided.jsonl, line 2");
        assertThat(staged.plans()).isEmpty();
        assertThat(staged.shell().run("status").out())
                .contains(": refused ", "Next: the same command, corrected")
                .doesNotContain("resume");
        assertRefused(staged.shell().run("resume"), 1, "there is nothing to resume", "");

        decisions(decision("gone", "LEAVE", ""), restore("lost", treeOf("spare")));
        Said corrected = plan("--decisions", "decided.jsonl");
        assertThat(corrected.status()).as(corrected.toString()).isEqualTo(2);
        assertThat(corrected.out()).contains("2 of 2 decisions followed");
    }

    @Test
    void all_that_is_wrong_with_the_lines_is_told_at_once() throws IOException {
        decisions("{", decision("gone", "LEAVE", ""), decision("lost", "LEVE", ""));
        assertRefused(
                plan("--decisions", "decided.jsonl"),
                1,
                "2 lines of the decisions are not right",
                "line 3: a line of the decisions is not clear: there is no remedy LEVE");

        decisions(decision("gonne", "LEAVE", ""), decision("losst", "LEAVE", ""));
        assertRefused(
                plan("--decisions", "decided.jsonl"),
                1,
                "2 lines of the decisions are not right",
                "line 2: a decision names a deploy that is not there: losst");
        assertThat(staged.plans()).isEmpty();
    }

    // ---- two plans

    @Test
    void what_two_plans_say_otherwise_is_told() throws IOException {
        Path byRules = made(plan());
        decisions(restore("lost", treeOf("spare")));
        Path decided = made(plan("--decisions", "decided.jsonl"));
        Path part = made(plan("--only-tier", "enterprise"));

        Said said = diff(byRules, decided);
        assertThat(said.status()).as(said.toString()).isEqualTo(2);
        assertThat(said.out())
                .contains("~ lost", "remedy         ESCALATE → RESTORE", "tree           — → ")
                .doesNotContain("~ gone", "~ bad")
                .contains("made from: decisions      — → {")
                .containsPattern("RESTORE +1 +2")
                .containsPattern("otherwise +1");
        assertThat(diff(byRules, part).out())
                .contains("- lost  ESCALATE", "- bad  RE")
                .contains("made from: scope          — → {")
                .containsPattern("only there +3 +0");
        assertThat(staged.shell().run("diff", id(part), id(byRules), "--json").out().lines())
                .hasSize(4)
                .first()
                .asString()
                .contains("\"second\":\"RE");
    }

    @Test
    void plans_that_do_the_same_are_equal_whenever_they_were_made() throws IOException {
        Path first = made(plan());
        Path second = made(plan());

        assertThat(first).isNotEqualTo(second);
        Said said = diff(first, second);
        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.out()).contains("The two plans do the same.").doesNotContain("made from");
    }

    private Said diff(Path first, Path second) {
        return staged.shell().run("diff", id(first), id(second));
    }

    private static String id(Path plan) {
        return plan.getFileName().toString();
    }

    // ---- a part of the platform

    @Test
    void a_plan_for_a_tier_has_the_sites_of_its_accounts_and_no_others() throws IOException {
        Said said = plan("--only-tier", "enterprise");

        assertThat(said.status()).as(said.toString()).isEqualTo(2);
        assertThat(said.out()).contains("scope                 only tier enterprise");
        Path plan = made(said);
        assertThat(deploys(plan)).containsExactly("gone");
        assertThat(header(plan).get("scope").toString())
                .isEqualTo("{\"sites\":[],\"accounts\":[],\"tiers\":[\"enterprise\"]}");
        assertThat(totals(plan).get("totals").get("deploys").asInt()).isEqualTo(6);
        assertThat(Files.readAllLines(plan.resolve("sites-down.csv"))).hasSize(2);
        assertThat(staged.shell().run("show", "latest").out())
                .contains("scope      only tier enterprise");
        assertThat(PlatformCheck.untouched(before, staged.picture())).isEmpty();
    }

    @Test
    void sites_and_accounts_are_named_by_id_or_name_and_all_kinds_have_to_fit() throws IOException {
        assertThat(deploys(made(plan("--only-site", "docs", "--only-site", "blog"))))
                .containsExactlyInAnyOrder("lost", "draft", "gone");
        assertThat(deploys(made(plan("--only-account", "acme"))))
                .containsExactlyInAnyOrder("lost", "draft", "bad");
        assertThat(deploys(made(plan("--only-account", "acme", "--only-site", "blog")))).isEmpty();
    }

    @Test
    void the_plans_of_all_parts_are_the_plan_of_the_whole() throws IOException {
        Set<String> whole = lines(made(plan()));
        Set<String> parts = new HashSet<>();
        for (String site : List.of("docs", "blog", "shop")) {
            parts.addAll(lines(made(plan("--only-site", site))));
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void a_name_that_nobody_has_is_refused() throws IOException {
        assertRefused(plan("--only-site", "dosc"), 1, "a site that the platform", "dosc");
        assertRefused(plan("--only-account", "acne"), 1, "an account that the platform", "acne");
        assertRefused(plan("--only-tier", "gold"), 1, "there is no tier gold", "--only-tier");
        assertThat(staged.plans()).isEmpty();
    }

    private static List<String> deploys(Path plan) throws IOException {
        return PlanFile.lines(plan).stream().map(line -> line.get("deploy").asString()).toList();
    }

    private static Set<String> lines(Path plan) throws IOException {
        return new HashSet<>(PlanFile.lines(plan).stream().map(JsonNode::toString).toList());
    }
}
