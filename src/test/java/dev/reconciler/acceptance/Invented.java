package dev.reconciler.acceptance;

import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.IncidentGenerator.Moment;
import dev.reconciler.oracle.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Invented platforms as the oracle takes them. */
public final class Invented {
    private Invented() {}

    /** All of it in memory. */
    public static Incident incident(IncidentGenerator generator) {
        TreeMap<String, byte[]> store = new TreeMap<>();
        generator.objects(store::put);
        return new Incident(
                database(generator, Moment.LIVE),
                database(generator, Moment.SNAPSHOT),
                true,
                List.of(new Incident.LogFile("pointers.jsonl.gz", list(generator::pointerLog))),
                true,
                store,
                Set.of(),
                Optional.of(generator.from()),
                Optional.of(generator.to()),
                Instant.parse("2017-02-02T20:30:00Z"),
                generator.tiers(),
                List.of());
    }

    private static Incident.Database database(IncidentGenerator generator, Moment moment) {
        return new Incident.Database(
                list(consumer -> generator.deploys(moment, consumer)),
                list(consumer -> generator.sites(moment, consumer)),
                list(generator::accounts),
                list(consumer -> generator.builds(moment, consumer)));
    }

    private static <T> List<T> list(Consumer<Consumer<T>> source) {
        List<T> all = new ArrayList<>();
        source.accept(all::add);
        return all;
    }
}
