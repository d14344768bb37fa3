package dev.reconciler.job;

import dev.reconciler.job.Settings.Incident;
import dev.reconciler.job.Settings.Live;
import dev.reconciler.job.Settings.Location;
import dev.reconciler.job.Settings.Snapshot;
import dev.reconciler.job.Settings.Store;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.model.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Settings whose files are all in one folder. */
public final class TestSettings {

    /** Plans of tests are as old as their incidents. */
    public static final Bounds BOUNDS = But.aged(Bounds.DEFAULT, Duration.ofDays(100_000));

    private TestSettings() {}

    public static Settings in(Path home) {
        return in(home, LedgerAddress.inFolder(home.resolve("work")));
    }

    public static Settings in(Path home, LedgerAddress ledger) {
        return in(home, ledger, Duration.ofMinutes(10));
    }

    static Settings in(Path home, LedgerAddress ledger, Duration grace) {
        return new Settings(
                new Live(new MongoUri("mongodb://localhost:27017"), "platform"),
                List.of(new Snapshot(new Location.Folder(home.resolve("snapshot")), "platform")),
                Optional.of(home.resolve("log")),
                new Store.Folder(home.resolve("store"), "trees/", "blobs/"),
                Optional.of(new Incident(Instant.parse("2017-02-02T17:17:00Z"), Optional.empty())),
                List.of("enterprise", "pro"),
                home.resolve("allowed_signers"),
                BOUNDS,
                ledger,
                home.resolve("work"),
                home.resolve("plans"),
                Names.defaults(),
                grace,
                false,
                false);
    }
}
