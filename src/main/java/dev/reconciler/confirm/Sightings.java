package dev.reconciler.confirm;

import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.BsonValue;

/**
 * Remembers deploys as they were seen first, and tells of one that the platform itself would not
 * have changed so since: it writes identity and pointer once, and leaves no state without a value
 * (contract, section 1). What was damaged already when it was seen first says nothing.
 *
 * <p>Where there are more deploys than can be remembered, it is always the same sample of them, in
 * whichever order they come.
 */
public final class Sightings {
    private static final int ABSENT = 0;

    private final Names names;
    private final int most;

    /** By the fingerprint of an id a value per field; those with the smallest fingerprints. */
    private final NavigableMap<Long, int[]> seen = new TreeMap<>();

    /**
     * @param most how many deploys are remembered, some 150 bytes each
     */
    public Sightings(Names names, int most) {
        this.names = names;
        this.most = most;
    }

    /**
     * The field that had its value at an earlier sight, and now has another one or none; empty at
     * the first, and for a deploy that an apply has set aside.
     */
    public Optional<DeployField> changed(Deploy deploy) {
        if (deploy.isSidelined()) {
            return Optional.empty();
        }
        long place = deploy.id().fingerprint();
        int[] now = values(deploy);
        Optional<int[]> before = Optional.ofNullable(seen.get(place));
        if (before.isEmpty()) {
            keep(place, now);
            return Optional.empty();
        }
        return Stream.of(DeployField.values())
                .filter(field -> isChanged(before.get()[field.ordinal()], now, field))
                .findFirst()
                .or(() -> {
                    seen.put(place, now);
                    return Optional.empty();
                });
    }

    private static boolean isChanged(int before, int[] now, DeployField field) {
        return before != ABSENT && now[field.ordinal()] != before;
    }

    private void keep(long place, int[] values) {
        if (seen.size() < most || place < seen.lastKey()) {
            seen.put(place, values);
            if (seen.size() > most) {
                seen.pollLastEntry();
            }
        }
    }

    private int[] values(Deploy deploy) {
        int[] values = new int[DeployField.values().length];
        for (DeployField field : DeployField.values()) {
            values[field.ordinal()] =
                    FieldValue.of(deploy.raw(), names.of(field))
                            .filter(value -> YoungerDamage.isValid(field, value))
                            .map(value -> value(field, value))
                            .orElse(ABSENT);
        }
        return values;
    }

    /** Never that of an absent one. Any state is as good as another. */
    private static int value(DeployField field, BsonValue value) {
        return switch (field.role()) {
            case IDENTITY, POINTER ->
                    1 | (field.type() == DeployField.Type.ID ? Id.of(value) : value).hashCode();
            case LIFECYCLE -> field == DeployField.STATE ? 1 : ABSENT;
        };
    }
}
