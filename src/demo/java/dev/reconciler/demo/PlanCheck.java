package dev.reconciler.demo;

import dev.reconciler.model.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a plan's folder against the right answer. Reads the files as anybody would, and not with
 * the program's own classes.
 */
public final class PlanCheck {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Truth truth;
    private final Path folder;
    private final List<String> differences = new ArrayList<>();

    private PlanCheck(Truth truth, Path folder) {
        this.truth = truth;
        this.folder = folder;
    }

    /**
     * What is not as it should be, in a frozen plan: entries, totals, customers, sites that are
     * down. Empty where all is right.
     */
    public static List<String> frozen(Truth truth, Path folder) throws IOException {
        PlanCheck check = new PlanCheck(truth, folder);
        check.entries();
        check.totals();
        check.customers();
        check.sitesDown();
        check.rebuilds("rebuilds.preview.jsonl");
        return check.differences;
    }

    /** What is not as it should be in the lists that <i>apply</i> leaves behind. */
    public static List<String> applied(Truth truth, Path folder) throws IOException {
        PlanCheck check = new PlanCheck(truth, folder);
        check.rebuilds("rebuilds.jsonl");
        check.customers();
        check.sitesDown();
        if (!Files.exists(folder.resolve("purge.jsonl"))) {
            check.differences.add("there is no purge.jsonl");
        }
        return check.differences;
    }

    /** How many documents a plan would write. */
    static long writes(Path folder) throws IOException {
        return new PlanCheck(TruthBuilder.nothing(), folder)
                .lines("plan.jsonl").stream()
                        .skip(1)
                        .mapToLong(line -> line.path("writes").size())
                        .sum();
    }

    private void entries() throws IOException {
        SortedMap<Id, SortedMap<String, String>> planned = new TreeMap<>();
        for (JsonNode line : lines("plan.jsonl").stream().skip(1).toList()) {
            planned.put(EntryText.id(line.get("deploy")), EntryText.of(line));
        }
        both(planned.keySet(), truth.entries().keySet())
                .forEach(id ->
                        compare(
                                "entry of " + id.text(),
                                Optional.ofNullable(planned.get(id)),
                                Optional.ofNullable(truth.entries().get(id))
                                        .map((BsonDocument entry) -> EntryText.of(entry))));
    }

    private void compare(
            String what,
            Optional<SortedMap<String, String>> is,
            Optional<SortedMap<String, String>> right) {
        if (is.isEmpty() || right.isEmpty()) {
            differences.add(
                    what
                            + (is.isEmpty() ? " is missing: " : " is not right: ")
                            + is.or(() -> right).orElseThrow());
            return;
        }
        for (String name : both(is.get().keySet(), right.get().keySet())) {
            expect(what + ", " + name, is.get().get(name), right.get().get(name));
        }
    }

    private void expect(
            String what,
            @org.jspecify.annotations.Nullable Object is,
            @org.jspecify.annotations.Nullable Object right) {
        if (!Objects.equals(is, right)) {
            differences.add(what + ": is " + is + ", must be " + right);
        }
    }

    private static <T> SortedSet<T> both(java.util.Set<T> one, java.util.Set<T> other) {
        SortedSet<T> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    private void totals() throws IOException {
        JsonNode totals =
                JSON.readTree(Files.readString(folder.resolve("plan.json"))).path("totals");
        truth.totals()
                .forEach((name, count) ->
                        expect("total of " + name, totals.path(name).asInt(-1), count));
        Map<String, Integer> remedies = new TreeMap<>();
        truth.entries().values().forEach(entry -> remedies.merge(remedy(entry), 1, Integer::sum));
        remedies.forEach((name, count) ->
                expect("total of " + name, totals.path("remedies").path(name).asInt(-1), count));
    }

    private static String remedy(BsonDocument entry) {
        String remedy = entry.getString("remedy").getValue();
        return remedy.equals("RESTORE")
                ? "RESTORE:"
                        + (entry.containsKey("source")
                                ? entry.getString("source").getValue()
                                : "none")
                : remedy;
    }

    /** Entries without an account have a page, too, which is nobody's. */
    private void customers() throws IOException {
        SortedSet<String> right = new TreeSet<>();
        truth.customers()
                .forEach(account ->
                        List.of("json", "csv", "html")
                                .forEach(format -> right.add(account.fileName() + "." + format)));
        SortedSet<String> is = new TreeSet<>();
        if (Files.isDirectory(folder.resolve("customers"))) {
            try (Stream<Path> files = Files.list(folder.resolve("customers"))) {
                files.map(file -> file.getFileName().toString()).forEach(is::add);
            }
        }
        boolean ofNobody =
                truth.entries().values().stream().anyMatch(entry -> !entry.containsKey("account"));
        is.removeIf(name -> ofNobody && name.startsWith("+no-account."));
        expect("pages of customers", is, right);
    }

    private void sitesDown() throws IOException {
        SortedSet<String> right = new TreeSet<>();
        truth.sitesDown().forEach(site -> right.add(site.text()));
        expect(
                "sites that are down",
                new TreeSet<>(FirstColumn.of(folder.resolve("sites-down.csv"))),
                right);
    }

    private void rebuilds(String file) throws IOException {
        SortedSet<String> right = new TreeSet<>();
        truth.entries().values().stream()
                .filter(entry -> entry.containsKey("commit"))
                .map(entry ->
                        entry.getString("site").getValue()
                                + " "
                                + entry.getString("deploy").getValue()
                                + " "
                                + entry.getString("commit").getValue())
                .forEach(right::add);
        SortedSet<String> is = new TreeSet<>();
        for (JsonNode line : lines(file)) {
            is.add(
                    EntryText.id(line.get("site")).text()
                            + " "
                            + EntryText.id(line.get("deploy")).text()
                            + " "
                            + line.get("commit").asString());
        }
        expect(file, is, right);
    }

    private List<JsonNode> lines(String file) throws IOException {
        if (!Files.exists(folder.resolve(file))) {
            differences.add("there is no " + file);
            return List.of();
        }
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.map(JSON::readTree).toList();
        }
    }
}
