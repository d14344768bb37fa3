package dev.reconciler.acceptance;

import static dev.reconciler.acceptance.Complaint.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.Signers;
import dev.reconciler.model.Id;
import dev.reconciler.storm.MongoProxy;
import dev.reconciler.storm.MongoStorm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What bounds the harm of an apply, as on-call meets it: on the command line. */
class ApplyBoundsTest {
    private static final IncidentGenerator GENERATOR = new IncidentGenerator(7, 80);

    /** As somebody would call a site who wishes to be misread. */
    private static final String HOSTILE = "docs\u202Egnp\u001b[31m,\"=1+1";

    @TempDir private Path home;

    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean meddled = new AtomicBoolean();
    private Staged staged;
    private MongoProxy proxy;
    private Shell shell;

    /** The database is reached through a proxy, so that things can happen at the right moment. */
    @BeforeEach
    void stage() throws IOException {
        staged =
                Staged.on(
                        Invented.incident(GENERATOR),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath().resolve("staged"));
        proxy = new MongoProxy(URI.create(staged.platform().database().uri()).getPort()).generous();
        shell =
                staged.shellIn(
                        Files.createDirectory(home.toRealPath().resolve("here")),
                        Map.of(
                                "live",
                                "{ uri: \"%s\", database: %s }"
                                        .formatted(
                                                proxy.uri(),
                                                staged.platform()
                                                        .database()
                                                        .database("platform"))));
    }

    @AfterEach
    void close() {
        proxy.close();
        staged.close();
    }

    private Said run(int status, String... command) {
        Said said = shell.run(command);
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        return said;
    }

    private void planAndSign() {
        run(2, "plan");
        Signers.PEOPLE.forEach(person ->
                run(0, "approve", "latest", "--key", staged.signers().key(person).toString()));
    }

    private Path plan() throws IOException {
        try (var plans = Files.list(shell.home().resolve("plans"))) {
            return plans.findFirst().orElseThrow();
        }
    }

    private String entries() throws IOException {
        return String.valueOf(PlanFile.entries(plan()));
    }

    private String brief() throws IOException {
        return plan().getFileName().toString().substring(0, 8);
    }

    /** The same configuration, but for one key. */
    private Shell with(String variable, String value) {
        Map<String, String> environment = new TreeMap<>(shell.environment());
        environment.put(variable, value);
        return new Shell(shell.home(), environment);
    }

    private void change(String collection, String id, Bson update) {
        staged.platform()
                .database()
                .collection("platform", collection)
                .updateOne(Filters.eq("_id", Id.fromJson(id).orElseThrow().value()), update);
    }

    // ---- canary

    @Test
    void a_first_write_that_is_not_as_planned_ends_the_run_until_somebody_accepts_that()
            throws IOException {
        planAndSign();
        proxy.witness(this::putASidelinedDeployBack);
        Said stopped = run(5, "apply", "latest", "--expect", entries());
        assertRefused(stopped, 5, "one of the first writes is not as planned", " of deploy ");
        assertThat(stopped.err()).contains("reconciler apply " + brief() + " --accept-canary");
        int before = written.size();
        assertThat(before).isLessThan((int) PlanFile.writes(plan()) / 2);
        assertThat(run(0, "show", "latest").out()).contains("unfinished run 2");

        assertRefused(run(5, "apply", "latest"), 5, "one of the first writes", " of deploy ");
        assertThat(written).hasSize(before);
        // A wrong number does not take the place of the right one that the run was begun with.
        assertRefused(
                run(1, "apply", "latest", "--expect", "3"), 1, "does not have the size", "says 3");

        Said accepted = run(4, "apply", "latest", "--accept-canary");
        assertThat(accepted.out())
                .contains(
                        "is applied",
                        "incomplete: 1 entry was read again, and no longer as we had written",
                        "conflicts.jsonl (not-confirmed)");
        assertThat(Files.readAllLines(plan().resolve("conflicts.jsonl")))
                .singleElement()
                .asString()
                .contains("\"result\":\"not-confirmed\"", "state is \\\"building\\\"");
        assertThat((long) written.size()).isEqualTo(PlanFile.writes(plan()));
        assertThat(run(0, "show", "latest").out())
                .contains("1 not as planned when read again (conflicts.jsonl)")
                .doesNotContain("unfinished");
    }

    /** Just after it was set to error, and once. */
    private void putASidelinedDeployBack(BsonDocument command, BsonDocument answer) {
        note(command, answer);
        BsonDocument set =
                command.getDocument("update", new BsonDocument())
                        .getDocument("$set", new BsonDocument());
        if (set.get("state", new BsonString("")).equals(new BsonString("error"))
                && !meddled.getAndSet(true)) {
            staged.platform()
                    .database()
                    .collection("platform", "deploys")
                    .updateOne(
                            Filters.eq("_id", idOf(command).value()),
                            Updates.set("state", "building"));
        }
    }

    private void note(BsonDocument command, BsonDocument answer) {
        if (command.getFirstKey().equals("findAndModify")) {
            written.add(idOf(command).text());
        }
    }

    private static Id idOf(BsonDocument findAndModify) {
        return Id.of(findAndModify.getDocument("query").getDocument("_id").get("$eq"));
    }

    private static Id id(JsonNode node) {
        return Id.fromJson(node.toString()).orElseThrow();
    }

    // ---- which, and in which order

    @Test
    void what_is_chosen_is_named_by_whatever_name_it_has_and_what_is_first_comes_first()
            throws IOException {
        run(2, "plan");
        List<JsonNode> found = PlanFile.lines(plan());
        String site = siteWithWrites(found, found.size());
        String first = siteWithWrites(found, found.size() / 2);
        change("sites", site, Updates.set("name", HOSTILE));
        change("sites", first, Updates.set("name", "reported by support"));
        try (var plans = Files.walk(plan())) {
            plans.sorted(Collections.reverseOrder()).forEach(file -> file.toFile().delete());
        }
        planAndSign();
        proxy.witness(this::note);

        assertRefused(
                shell.run("apply", "latest", "--only-tier", "gold\u202E\u001b[31m"),
                1,
                "does not know that tier",
                "--only-tier gold⟨U+202E⟩⟨U+001B⟩[31m");
        assertRefused(
                shell.run("apply", "latest", "--only-account", HOSTILE, "--expect", entries()),
                1,
                "no entry of what was chosen",
                "account docs⟨U+202E⟩gnp⟨U+001B⟩[31m");
        assertRefused(shell.run("resume"), 1, "there is nothing to resume", "");
        assertRefused(shell.run("apply", "latest"), 1, "larger than max-damage allows", "");
        Said part = run(0, "apply", "latest", "--only-site", HOSTILE, "--expect", entries());
        assertThat(part.out() + part.err()).doesNotContain("\u202E", "\u001b");
        assertThat(written).isNotEmpty().isSubsetOf(documentsOf(site));
        assertThat(shell.run("show", "latest", "--site", HOSTILE).out())
                .contains("docs⟨U+202E⟩gnp⟨U+001B⟩")
                .doesNotContain("\u202E", "\u001b");

        written.clear();
        Shell without = with("RECONCILER_CANARY", "0");
        Said rest =
                without.run(
                        "apply",
                        "latest",
                        "--expect",
                        entries(),
                        "--first",
                        "reported by support",
                        "dosc");
        assertThat(rest.status()).as(rest.toString()).isZero();
        assertThat(rest.err()).contains("no entry   site dosc, which was named");
        List<String> itsOwn = documentsOf(first);
        assertThat(written.subList(0, (int) written.stream().filter(itsOwn::contains).count()))
                .isNotEmpty()
                .isSubsetOf(itsOwn);
    }

    /** The site of the last such entry before a number. */
    private static String siteWithWrites(List<JsonNode> entries, int before) {
        return entries.subList(0, before).stream()
                .filter(entry -> entry.get("remedy").asString().equals("RESTORE"))
                .toList()
                .getLast()
                .get("site")
                .toString();
    }

    private List<String> documentsOf(String site) throws IOException {
        return PlanFile.lines(plan()).stream()
                .filter(entry -> entry.path("site").toString().equals(site))
                .flatMap(entry -> entry.get("writes").valueStream())
                .map(write -> id(write.get("id")).text())
                .toList();
    }

    // ---- what ends it, and what holds it up

    @Test
    void too_many_conflicts_end_the_run_until_more_are_allowed() throws IOException {
        planAndSign();
        PlanFile.lines(plan()).stream()
                .filter(entry -> entry.get("remedy").asString().equals("RESTORE"))
                .limit(12)
                .forEach(entry ->
                        staged.platform()
                                .database()
                                .collection("platform", "deploys")
                                .deleteOne(Filters.eq("_id", id(entry.get("deploy")).value())));
        Said ended = run(17, "apply", "latest", "--expect", entries());
        assertRefused(
                ended,
                17,
                "too many writes meet a conflict",
                "of the last 20 entries, more than 20 %");
        assertThat(ended.err()).contains("See which (conflicts.jsonl in the plan's folder)");
        assertThat(run(0, "status").out()).contains("failed", "exit status 17");
        assertThat(Files.readAllLines(plan().resolve("conflicts.jsonl")))
                .isNotEmpty()
                .allMatch(line -> line.contains("\"deploy\":") && line.contains("\"why\":"));

        Said rest = with("RECONCILER_MAXCONFLICTS", "100%").run("apply", "latest");
        assertThat(rest.status()).as(rest.toString()).isEqualTo(16);
        assertThat(rest.out()).contains("conflicts: some documents were no longer as the plan saw");
        assertThat(Files.readAllLines(plan().resolve("conflicts.jsonl"))).hasSize(12);
    }

    @Test
    void an_old_plan_is_applied_where_that_is_accepted_and_as_a_pause_file_and_a_rate_allow()
            throws Exception {
        planAndSign();
        Thread.sleep(1000);
        Shell impatient = with("RECONCILER_MAXPLANAGE", "1s");
        assertRefused(
                impatient.run("apply", "latest", "--expect", entries()),
                1,
                "older than max-plan-age allows",
                " s ago; allowed are 1 s");
        proxy.witness(this::note);
        String entries = entries();
        Path pause = Files.createFile(home.resolve("pause"));
        CompletableFuture<Said> apply =
                CompletableFuture.supplyAsync(() ->
                        impatient.run(
                                "apply",
                                "latest",
                                "--accept-age",
                                "--expect",
                                entries,
                                "--rate",
                                "20",
                                "--pause-file",
                                pause.toString()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> shell.run("status").out().contains(": paused, process "));
        assertThat(written).isEmpty();

        Files.delete(pause);
        await().atMost(Duration.ofSeconds(60)).until(() -> written.size() >= 5);
        Files.createFile(pause);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> shell.run("status").out().contains(": paused, process "));
        int meanwhile = written.size();
        Thread.sleep(500);
        assertThat(written).hasSize(meanwhile);

        long began = System.nanoTime();
        Files.delete(pause);
        Said said = apply.get();
        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.err()).contains("paused     while there is " + pause);
        assertThat((System.nanoTime() - began) / 1e9)
                .as("seconds that the rest took")
                .isGreaterThan((written.size() - meanwhile - 20) / 20.0);
    }

    @Test
    void a_plan_whose_size_was_named_wrong_is_applied_as_if_nobody_had_tried() throws IOException {
        planAndSign();

        assertRefused(
                run(1, "apply", "latest", "--expect", "3"),
                1,
                "does not have the size that was expected",
                "it has " + entries() + " entries, --expect says 3");
        assertThat(run(0, "status").out()).contains("run 1, plan of plan").doesNotContain("apply");
        assertRefused(run(1, "resume"), 1, "there is nothing to resume", "");
        assertRefused(run(1, "apply", "latest"), 1, "larger than max-damage allows", "damaged");
        Said allowed = with("RECONCILER_MAXDAMAGE", "100%").run("apply", "latest");
        assertThat(allowed.status()).as(allowed.toString()).isZero();
    }

    // ---- a source that stays away

    @Test
    void a_database_that_stays_away_leaves_a_run_that_is_incomplete_and_goes_on()
            throws IOException {
        planAndSign();
        AtomicBoolean hasWritten = new AtomicBoolean();
        proxy.witness((command, answer) -> {
            note(command, answer);
            if (written.size() > 8 && !hasWritten.getAndSet(true)) {
                proxy.weather(MongoStorm.cuttingEverything());
            }
        });
        Said away = shell.run("apply", "latest", "--expect", entries());
        assertRefused(away, 5, "", proxy.uri().substring(10, 25));
        assertThat(away.err()).contains("then apply again");
        assertThat(run(0, "status").out()).contains("failed", "exit status 5");

        proxy.weather(MongoStorm.none());
        assertThat(run(0, "apply", "latest").out()).contains("is applied");
    }

    @Test
    void a_database_that_stays_away_while_a_plan_is_made_does_so_as_well() throws IOException {
        Path decided =
                Files.writeString(
                        home.resolve("decided.jsonl"),
                        "{\"deploy\":%s,\"remedy\":\"LEAVE\",\"by\":\"ada\",\"why\":\"gone\"}\n"
                                .formatted(escalated().json()));
        AtomicBoolean hasRead = new AtomicBoolean();
        proxy.witness((command, answer) -> {
            if (!hasRead.getAndSet(true)) {
                proxy.weather(MongoStorm.cuttingEverything());
            }
        });
        assertRefused(
                shell.run("plan", "--decisions", decided.toString()),
                5,
                "",
                proxy.uri().substring(10, 25));
        assertThat(shell.home().resolve("plans"))
                .satisfiesAnyOf(
                        plans -> assertThat(plans).doesNotExist(),
                        plans -> assertThat(plans).isEmptyDirectory());

        proxy.weather(MongoStorm.none());
        assertThat(run(0, "status").out()).contains("failed", "Next: reconciler resume");
        assertThat(run(2, "resume").out()).contains("1 of 1 decision followed", "Next: read it");
    }

    private static Id escalated() {
        return GENERATOR.truth().entries().entrySet().stream()
                .filter(entry -> entry.getValue().getString("remedy").getValue().equals("ESCALATE"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
