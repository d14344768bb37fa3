package dev.reconciler.plan;

import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Frozen plans of any content. */
public final class TestPlan {
    private TestPlan() {}

    /** Freezes entries into a folder below {@code plans}, with a copy of the signers' file. */
    public static FrozenPlan freeze(Path plans, Path allowedSigners, List<Entry> entries) {
        return freeze(
                plans,
                allowedSigners,
                header(entries.size(), FrozenPlan.digest(allowedSigners)),
                entries);
    }

    public static FrozenPlan freeze(
            Path plans, Path allowedSigners, PlanHeader header, List<Entry> entries) {
        try {
            Path draft = Files.createDirectories(plans.resolve("draft"));
            try (PlanWriter writer = PlanWriter.begin(draft, header)) {
                entries.forEach(entry -> writer.add(PlanLines.of(entry)));
                Path folder = plans.resolve(writer.finish());
                Files.move(draft, folder);
                Files.copy(allowedSigners, folder.resolve("allowed_signers"));
                return FrozenPlan.open(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PlanHeader header(int entries, String allowedSignersDigest) {
        return new PlanHeader(
                PlanHeader.FORMAT,
                Instant.parse("2017-02-02T20:30:00Z"),
                "127.0.0.1:27017",
                "platform",
                "file:///store",
                Names.defaults(),
                List.of("enterprise", "starter"),
                List.of(),
                Optional.of(Instant.parse("2017-02-02T17:17:00Z")),
                Optional.empty(),
                false,
                allowedSignersDigest,
                10_000,
                entries,
                Optional.empty());
    }

    /** An entry that restores, with these writes. */
    public static Entry entry(Id deploy, Write... writes) {
        return entry(deploy, new PlannedRemedy.Restore(Optional.empty()), writes);
    }

    /** An entry that takes writes back. */
    public static Entry undo(Id deploy, PlannedRemedy.Undo remedy, Write... writes) {
        return entry(deploy, remedy, writes);
    }

    private static Entry entry(Id deploy, PlannedRemedy remedy, Write... writes) {
        return new Entry(
                deploy,
                Optional.empty(),
                Optional.empty(),
                "starter",
                Set.of(),
                remedy,
                List.of(),
                0,
                false,
                "",
                false,
                false,
                List.of(writes));
    }

    /**
     * A write that was planned when these fields, and no others of it, were there; a field that is
     * to be empty is unset.
     */
    public static Write write(
            Write.Target target,
            Id id,
            Map<String, BsonValue> seen,
            Map<String, Optional<BsonValue>> goal) {
        SortedMap<String, BsonValue> set = new TreeMap<>();
        goal.forEach((field, value) -> value.ifPresent(present -> set.put(field, present)));
        var unset = new TreeSet<>(goal.keySet());
        unset.removeAll(set.keySet());
        SortedMap<String, Optional<BsonValue>> compared = new TreeMap<>();
        goal.keySet().forEach(field -> compared.put(field, Optional.empty()));
        seen.forEach((field, value) -> compared.put(field, Optional.of(value)));
        return new Write(target, id, set, unset, compared, Optional.empty());
    }

    public static Id id(String text) {
        return Id.of(new BsonString(text));
    }
}
