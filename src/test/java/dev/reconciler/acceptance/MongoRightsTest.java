package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.PlatformDatabase;
import dev.reconciler.demo.Signers;
import dev.reconciler.storm.MongoProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README says which rights each command needs. What a command asks a database is overheard, and
 * needs just these: no more, or a user with them is refused, and no less.
 */
class MongoRightsTest {
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");

    /** Anybody who has signed in may. */
    private static final Set<String> FREE =
            Set.of("hello", "isMaster", "ping", "buildInfo", "endSessions", "killCursors");

    @TempDir private Path home;

    private Staged staged;
    private Shell shell;
    private MongoProxy live;
    private MongoProxy snapshot;
    private final Set<String> neededOfLive = new ConcurrentSkipListSet<>();
    private final Set<String> neededOfSnapshot = new ConcurrentSkipListSet<>();

    @BeforeEach
    void overhear() throws IOException {
        staged =
                Staged.on(
                        Invented.incident(new IncidentGenerator(4712, 150)),
                        Staged.Layout.FOLDER_AND_SERVER,
                        Optional.empty(),
                        Files.createDirectory(home.resolve("platform")).toRealPath());
        PlatformDatabase database = staged.platform().database();
        live = proxy(database, neededOfLive);
        snapshot = proxy(database, neededOfSnapshot);
        shell =
                staged.shellIn(
                        Files.createDirectory(home.resolve("ours")).toRealPath(),
                        Map.of(
                                "live",
                                "{ uri: \"%s\", database: %s }"
                                        .formatted(live.uri(), database.database("platform")),
                                "snapshots",
                                "[ { location: \"%s\", database: %s } ]"
                                        .formatted(snapshot.uri(), database.database("snapshot"))));
    }

    private static MongoProxy proxy(PlatformDatabase database, Set<String> needed) {
        ConnectionString uri = new ConnectionString(database.uri());
        assumeTrue(uri.getCredential() == null, "the proxy knows no passwords");
        MongoProxy proxy = new MongoProxy(new ServerAddress(uri.getHosts().getFirst()).getPort());
        proxy.overhear(command -> needed.addAll(rights(command)));
        return proxy;
    }

    @AfterEach
    void close() {
        live.close();
        snapshot.close();
        staged.close();
    }

    @Test
    void each_command_needs_the_rights_that_the_readme_names() throws IOException {
        assertNeeds("config check", run(0, "config", "check"));
        Said made = run(2, "plan");
        assertNeeds("plan", made);
        approve(made);
        assertNeeds("apply", apply(made));
        Said undone = run(0, "undo", id(made));
        assertNeeds("undo", undone);
        approve(undone);
        assertNeeds("apply", apply(undone));
        run(0, "show", "latest");
        run(0, "status");
        run(0, "report", "latest");
        run(0, "backup", "verify", "latest");
        run(0, "backup", "export", "latest", "--to", "out");
        assertThat(neededOfLive).isEmpty();
        assertThat(neededOfSnapshot).isEmpty();
    }

    private Said run(int status, String... command) {
        Said said = shell.run(command);
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        return said;
    }

    private void approve(Said made) throws IOException {
        for (String person : Signers.PEOPLE) {
            run(0, "approve", id(made), "--key", staged.signers().key(person).toString());
        }
        assertThat(neededOfLive).isEmpty();
    }

    private Said apply(Said made) throws IOException {
        Path plan = shell.home().resolve("plans").resolve(id(made));
        return run(0, "apply", id(made), "--expect", String.valueOf(PlanFile.entries(plan)));
    }

    /** A command that makes a plan ends with its id. */
    private static String id(Said made) {
        return made.out().strip().substring(made.out().strip().length() - 64);
    }

    /** Forgets what was overheard. */
    private void assertNeeds(String command, Said said) throws IOException {
        List<String> row = row(command);
        assertThat(neededOfLive).as(said.toString()).isEqualTo(named(row.get(1)));
        assertThat(neededOfSnapshot)
                .as(said.toString())
                .isEqualTo(named(row.get(2).equals("the same") ? row.get(1) : row.get(2)));
        neededOfLive.clear();
        neededOfSnapshot.clear();
    }

    private static List<String> row(String command) throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## Rights"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
                .filter(cells -> words(cells.getFirst()).contains(command))
                .findFirst()
                .orElseThrow();
    }

    /** Of "`find` and `update` on `deploys`" each right on each collection. */
    private static Set<String> named(String cell) {
        String[] parts = cell.split(" on ");
        return parts.length < 2
                ? Set.of()
                : words(parts[0]).stream()
                        .flatMap(right -> words(parts[1]).stream().map(on -> right + " on " + on))
                        .collect(Collectors.toSet());
    }

    private static List<String> words(String cell) {
        return WORD.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
    }

    /** What MongoDB's manual says that a command needs, where no user may do without. */
    private static Set<String> rights(BsonDocument command) {
        String name = command.getFirstKey();
        return switch (name) {
            case "find", "count" -> Set.of("find on " + command.getString(name).getValue());
            case "getMore" -> Set.of("find on " + command.getString("collection").getValue());
            case "findAndModify" ->
                    Stream.of("find", "update")
                            .map(right -> right + " on " + command.getString(name).getValue())
                            .collect(Collectors.toSet());
            case "listCollections" -> isFreeListing(command) ? Set.of() : Set.of("listCollections");
            // Where it is refused, we do without.
            case "collStats", "listIndexes" -> Set.of();
            case String other when FREE.contains(other) -> Set.of();
            default -> Set.of("whatever " + name + " needs");
        };
    }

    /** One that a user without any right is answered, with the names that he may see. */
    private static boolean isFreeListing(BsonDocument command) {
        return Stream.of("nameOnly", "authorizedCollections")
                .allMatch(option -> command.getBoolean(option, BsonBoolean.FALSE).getValue());
    }
}
