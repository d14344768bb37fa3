package dev.reconciler.app.config;

import dev.reconciler.job.Bounds;
import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Settings;
import dev.reconciler.job.Settings.Incident;
import dev.reconciler.job.Settings.Live;
import dev.reconciler.job.Settings.Location;
import dev.reconciler.job.Settings.Snapshot;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the configuration and validates it as a whole, before anything is connected to. */
public final class Configuration {
    private static final String LIVE = "mongodb://… or mongodb+srv://…";
    private static final String TIME = "a time such as 2017-02-02T17:17:00Z";

    /** In the middle of a URI: a password before the host, or among the options. */
    private static final Pattern CREDENTIALS =
            Pattern.compile("://[^/?@\\s]*:[^/?@\\s]+@|(?i:password|passwd|pwd)=[^&;\\s]+");

    private static final Duration GRACE = Duration.ofMinutes(10);

    private final Faults faults;
    private final Values values;
    private final Path home;

    private Configuration(Faults faults, Values values, Path home) {
        this.faults = faults;
        this.values = values;
        this.home = home;
    }

    /**
     * The settings of the file, overridden by the environment.
     *
     * @param home what relative paths, also that of the file, are relative to
     * @throws Problem that names every error at once
     */
    public static Settings read(Path file, Map<String, String> environment, Path home) {
        Faults faults = new Faults();
        Map<String, Found> found = new LinkedHashMap<>();
        YamlFile.read(home.resolve(file), faults, found);
        Environment variables = new Environment(environment, faults);
        variables.override(found);
        variables.fill(found);
        Configuration configuration = new Configuration(faults, new Values(found, faults), home);
        Optional<Settings> settings = configuration.settings();
        return settings.filter(all -> faults.none())
                .orElseThrow(() -> faults.problem(file.toString()));
    }

    /** Whether a password or a key stands in the file itself, not in a variable that it names. */
    public static boolean holdsSecret(Path file) {
        Map<String, Found> found = new LinkedHashMap<>();
        YamlFile.read(file, new Faults(), found);
        return found.entrySet().stream()
                .anyMatch(value ->
                        isSecret(value.getKey(), Environment.literal(value.getValue().text())));
    }

    private static boolean isSecret(String key, String text) {
        boolean isOne = key.endsWith("secret-key") || key.endsWith("password");
        return isOne ? !text.isBlank() : CREDENTIALS.matcher(text).find();
    }

    /** Every part is read, so that every fault is found; empty where one of them is not there. */
    private Optional<Settings> settings() {
        Optional<Live> live = live();
        List<Snapshot> snapshots = snapshots();
        Optional<Path> pointerLog =
                values.optional(
                                "pointer-log.location",
                                "a folder of .jsonl and .jsonl.gz files",
                                Parse::folder)
                        .map(home::resolve);
        Optional<Settings.Store> store = new StoreSettings(values, home).read();
        Optional<Incident> incident = incident();
        List<String> tiers = tiers();
        Path signers =
                values.optional("approvals.allowed-signers", "a file", Parse::path)
                        .orElse(Path.of("allowed_signers"));
        Bounds bounds = new BoundSettings(values, home).read(tiers);
        Path work =
                values.optional("work", "a folder", Parse::path)
                        .map(home::resolve)
                        .orElse(home.resolve("work"));
        LedgerAddress ledger = ledger(work);
        Names names = new NameSettings(values).read();
        Duration grace =
                values.optional(
                                "grace",
                                "a duration such as 10m or PT10M, more than 0 and at most 3650d",
                                Parse::duration)
                        .orElse(GRACE);
        boolean late = flag("accept-late-snapshot");
        boolean incomplete = flag("allow-incomplete");
        if (!faults.none() || live.isEmpty() || store.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Settings(
                        live.get(),
                        snapshots,
                        pointerLog,
                        store.get(),
                        incident,
                        tiers,
                        home.resolve(signers),
                        bounds,
                        ledger,
                        work,
                        home.resolve("plans"),
                        names,
                        grace,
                        late,
                        incomplete));
    }

    private Optional<Live> live() {
        Optional<MongoUri> uri = values.required("live.uri", LIVE, MongoUri::new);
        Optional<String> database =
                values.required(
                        "live.database", "the name of the platform's database", Parse::database);
        return uri.flatMap(where -> database.map(name -> new Live(where, name)));
    }

    private List<Snapshot> snapshots() {
        String right = "a folder that mongodump wrote, or mongodb://…";
        if (values.size("snapshots") > 1) {
            values.wrong("snapshots[1].location", "one snapshot for now; leave this one out");
        }
        Optional<Location> location =
                values.required("snapshots[0].location", right, text -> Parse.location(text, home));
        Optional<String> database =
                values.optional("snapshots[0].database", "the name of a database", Parse::database)
                        .or(() -> values.text("live.database"));
        return location.flatMap(where -> database.map(name -> List.of(new Snapshot(where, name))))
                .orElse(List.of());
    }

    private Optional<Incident> incident() {
        if (!values.has("incident")) {
            return Optional.empty();
        }
        Optional<Instant> from = values.required("incident.from", TIME, Parse::time);
        Optional<Instant> to = values.optional("incident.to", TIME, Parse::time);
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            values.wrong(
                    "incident.to",
                    "a time after incident.from, or nothing while the incident goes on");
            return Optional.empty();
        }
        return from.map(begin -> new Incident(begin, to));
    }

    private List<String> tiers() {
        List<String> tiers = values.list("tiers");
        if (tiers.isEmpty()) {
            values.wrong(
                    "tiers",
                    "the values of an account's plan, highest first, such as [enterprise, pro, starter]");
        }
        return tiers;
    }

    private LedgerAddress ledger(Path work) {
        Optional<String> user = values.text("ledger.username");
        Optional<String> password = values.text("ledger.password");
        return values.optional(
                        "ledger.url",
                        "jdbc:h2:file:… or jdbc:postgresql://host/database; user and password are keys of their own; no H2 in memory or with a WRITE_DELAY, which would lose a backup",
                        url -> durable(new LedgerAddress(Parse.jdbc(url), user, password).in(home)))
                .orElseGet(() -> LedgerAddress.inFolder(work));
    }

    private static LedgerAddress durable(LedgerAddress address) {
        if (!address.isDurable()) {
            throw new IllegalArgumentException("it would forget the backup");
        }
        return address;
    }

    private boolean flag(String key) {
        return values.optional(key, "true or false", Parse::flag).orElse(false);
    }
}
