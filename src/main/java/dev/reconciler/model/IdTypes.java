package dev.reconciler.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * Which BSON types an id of a site, an account or a build can have: those of the {@code _id}s of
 * that collection, live or in the snapshot; numbers are one type; any type where the collection is
 * empty (contract, section 1).
 */
public record IdTypes(Set<BsonType> sites, Set<BsonType> accounts, Set<BsonType> builds) {
    /** Every type goes: nothing is known of the collections. */
    public static final IdTypes ANY = new IdTypes(Set.of(), Set.of(), Set.of());

    public IdTypes {
        sites = unified(sites);
        accounts = unified(accounts);
        builds = unified(builds);
    }

    /**
     * Whether a value can be an id in that field, which has to be one of {@link
     * DeployField.Type#ID}.
     */
    public boolean accepts(DeployField field, BsonValue value) {
        return accepts(field, value.getBsonType());
    }

    /** Likewise a value of that type. */
    boolean accepts(DeployField field, BsonType type) {
        return switch (field) {
            case SITE_ID -> accepts(sites, type);
            case ACCOUNT_ID -> accepts(accounts, type);
            case BUILD_ID -> accepts(builds, type);
            default -> throw new IllegalArgumentException(field + " holds no id");
        };
    }

    /** The type with all kinds of number taken as one. */
    public static BsonType unify(BsonType type) {
        return switch (type) {
            case INT32, INT64, DOUBLE, DECIMAL128 -> BsonType.INT64;
            default -> type;
        };
    }

    private static boolean accepts(Set<BsonType> types, BsonType type) {
        return types.isEmpty() || types.contains(unify(type));
    }

    private static Set<BsonType> unified(Set<BsonType> types) {
        EnumSet<BsonType> unified = EnumSet.noneOf(BsonType.class);
        types.forEach(type -> unified.add(unify(type)));
        return Collections.unmodifiableSet(unified);
    }
}
