package dev.reconciler.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * The story of one incident: what happened, how it is found, planned, signed, repaired and
 * confirmed, and whether all of it is right.
 */
final class Tale {
    private static final int MOST_SHOWN = 20;

    private final IncidentGenerator incident;
    private final Truth truth;
    private final EmbeddedPlatform platform;
    private final WorkingFolder folder;
    private final Narrator narrator;
    private final List<String> wrong = new ArrayList<>();
    private Optional<Path> plan = Optional.empty();

    Tale(IncidentGenerator incident, EmbeddedPlatform platform, Path home, Narrator narrator) {
        this.incident = incident;
        this.truth = incident.truth();
        this.platform = platform;
        this.folder = new WorkingFolder(home);
        this.narrator = narrator;
    }

    /** Tells it; gives the exit status: 0 where all came as it had to. */
    int tell() throws IOException {
        Map<String, List<RawBsonDocument>> before =
                platform.database().picture(EmbeddedPlatform.PLATFORM);
        whatHappened();
        find();
        sign();
        repair(before);
        planAgain();
        return verdict();
    }

    private void whatHappened() {
        narrator.say("");
        narrator.say(
                "09:00  %,d deploys on %d sites. A snapshot is taken."
                        .formatted(
                                truth.totals().getOrDefault("snapshot", 0), incident.siteCount()));
        narrator.say(
                "11:00  A log begins to say which tree a new deploy gets. Who was born in between has no evidence.");
        narrator.say(
                "17:17  A migration goes wrong and overwrites one deploy in twenty, at random.");
        narrator.say(
                "19:25  It is stopped. Some deploys never went live; some sites show an error instead of a page.");
        narrator.say("20:30  You are on call, with %s".formatted(folder.configuration()));
    }

    private void find() throws IOException {
        narrator.scene("Is everything within reach?");
        expect("config check", narrator.type("config", "check"), 0);
        narrator.scene(
                "What is damaged, and what would be right? This reads, and writes nothing to the platform.");
        expect("plan", narrator.type("plan"), 2);
        plan = newPlan(Set.of());
        if (plan.isPresent()) {
            wrong.addAll(PlanCheck.frozen(truth, plan.get()));
        } else {
            wrong.add("plan made no plan");
        }
        narrator.scene("Why would a site go back to an older deploy?");
        example()
                .ifPresent(entry ->
                        expect(
                                "show",
                                narrator.type("show", "latest", "--deploy", text(entry, "deploy")),
                                0));
    }

    private static String text(BsonDocument entry, String name) {
        return entry.getString(name).getValue();
    }

    /** The newest of those that go back and are built again: no evidence has its pointer. */
    private Optional<BsonDocument> example() {
        return truth.entries().values().stream()
                .filter(entry -> text(entry, "remedy").equals("REVERT"))
                .filter(entry ->
                        entry.containsKey("commit") && entry.getBoolean("sidelined").getValue())
                .reduce((older, newer) -> newer);
    }

    private void sign() {
        narrator.scene(
                "Two people read the plan and sign it, each with a key of their own. Ada first:");
        expect("show", narrator.type("show", "latest"), 0);
        expect("approve", narrator.type("approve", "latest", "--key", key("ada")), 0);
        narrator.scene("One is not enough:");
        int status = narrator.type("apply", "latest");
        expect("apply with one signature", status & 8, 8);
        narrator.scene("And Grace:");
        expect("approve", narrator.type("approve", "latest", "--key", key("grace")), 0);
    }

    private String key(String person) {
        return folder.path()
                .relativize(new Signers(folder.path().resolve("signers")).key(person))
                .toString();
    }

    private void repair(Map<String, List<RawBsonDocument>> before) throws IOException {
        narrator.scene(
                "Now it may write: a backup first, then only what is still as the plan saw it, then everything is read again.");
        expect("apply", narrator.type("apply", "latest"), 0);
        expect("report", narrator.type("report", "latest"), 0);
        wrong.addAll(
                PlatformCheck.applied(
                        truth, before, platform.database().picture(EmbeddedPlatform.PLATFORM)));
        if (plan.isPresent()) {
            wrong.addAll(PlanCheck.applied(truth, plan.get()));
        }
    }

    private void planAgain() throws IOException {
        narrator.scene(
                "Is anything left? What follows needs a person or a build; nothing of it is to be written.");
        Map<String, List<RawBsonDocument>> before =
                platform.database().picture(EmbeddedPlatform.PLATFORM);
        expect("plan", narrator.type("plan"), 2);
        Optional<Path> again = newPlan(plan.map(Set::of).orElse(Set.of()));
        if (again.isEmpty() || PlanCheck.writes(again.get()) > 0) {
            wrong.add("planning again does not find that nothing is left to write");
        }
        wrong.addAll(
                PlatformCheck.untouched(
                        before, platform.database().picture(EmbeddedPlatform.PLATFORM)));
    }

    private void expect(String command, int status, int right) {
        if (status != right) {
            wrong.add(command + ": exit status " + status + ", must be " + right);
        }
    }

    private int verdict() {
        narrator.scene(
                wrong.isEmpty()
                        ? "All of it is as it must be."
                        : "Not all of it is as it must be:");
        wrong.stream().limit(MOST_SHOWN).forEach(narrator::say);
        if (wrong.size() > MOST_SHOWN) {
            narrator.say("… and %,d more".formatted(wrong.size() - MOST_SHOWN));
        }
        if (wrong.isEmpty()) {
            long sites = truth.entries().values().stream().filter(Tale::movesSite).count();
            int written = truth.deploysAfter().size();
            narrator.say(
                    String.format(
                            Locale.ROOT,
                            "right      %,d verdicts, each the one that the invention knew",
                            truth.entries().size()));
            narrator.say(
                    String.format(
                            Locale.ROOT,
                            "           %,d deploys and %d sites written, every field as it must be; %,d deploys as they were, byte for byte",
                            written,
                            sites,
                            truth.totals().getOrDefault("deploys", 0) - written));
            narrator.say(
                    "down       %d sites, for people to look at: sites-down.csv"
                            .formatted(truth.sitesDown().size()));
        }
        return wrong.isEmpty() ? 0 : 1;
    }

    private static boolean movesSite(BsonDocument entry) {
        BsonValue remedy = entry.get("remedy");
        return remedy.asString().getValue().equals("REVERT")
                || remedy.asString().getValue().equals("PUBLISH");
    }

    private Optional<Path> newPlan(Set<Path> known) throws IOException {
        Path plans = folder.path().resolve("plans");
        if (!Files.isDirectory(plans)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(plans)) {
            return all.filter(path ->
                            Files.exists(path.resolve("plan.jsonl")) && !known.contains(path))
                    .findFirst();
        }
    }

    /** Where to begin to read. */
    Path index() {
        return plan.orElse(folder.path()).resolve("index.html");
    }

    /** Leaves the platform up until the process is stopped. */
    void keep() {
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform"));
        narrator.scene("The platform stays up until Ctrl-C. To play with it, in another terminal:");
        commands().forEach(line -> narrator.say("  " + line));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> commands() {
        String reconciler = Launcher.path();
        String id =
                plan.map(path -> path.getFileName().toString().substring(0, 8)).orElse("latest");
        PlatformDatabase database = platform.database();
        List<String> commands = new ArrayList<>();
        commands.add("cd " + folder.path());
        commands.add(reconciler + " show " + id);
        example()
                .ifPresent(entry -> {
                    commands.add(reconciler + " show " + id + " --deploy " + text(entry, "deploy"));
                    commands.add(reconciler + " show " + id + " --site " + text(entry, "site"));
                });
        commands.add(
                "mongosh %s/%s --eval 'db.deploys.updateOne({state: \"ready\"}, {$unset: {tree_id: 1}})'"
                        .formatted(database.uri(), database.database(EmbeddedPlatform.PLATFORM)));
        commands.add(reconciler + " plan");
        Signers.PEOPLE.forEach(
                person -> commands.add(reconciler + " approve latest --key signers/" + person));
        commands.add(reconciler + " apply latest");
        return commands;
    }
}
