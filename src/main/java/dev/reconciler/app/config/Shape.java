package dev.reconciler.app.config;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What may stand where in the configuration. A key is known in any of Spring's spellings: dashes,
 * underscores and case do not count, but in names that are not ours.
 */
sealed interface Shape {

    /** A value. {@code secret} ones are never shown. */
    record Text(boolean secret) implements Shape {}

    /** Keys with a shape each. */
    record Group(Map<String, Shape> keys) implements Shape {

        /** The known key that is spelled like this, in its canonical spelling. */
        Optional<Entry<String, Shape>> find(String spelled) {
            return keys.entrySet().stream()
                    .filter(key -> plain(key.getKey()).equals(plain(spelled)))
                    .findFirst();
        }
    }

    /** A list of this shape. */
    record Items(Shape of) implements Shape {}

    /** One value, or a value for each of some names that nobody here knows, taken to the letter. */
    record Each() implements Shape {}

    /** The letters and digits of a key, which alone count. */
    static String plain(String key) {
        return key.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The whole configuration, below {@code reconciler}. */
    static Group root() {
        return group().with("live", group().text("database").secret("uri"))
                .with("snapshots", new Items(group().secret("location").text("database").build()))
                .with("pointer-log", group().text("location"))
                .with(
                        "store",
                        group().text(
                                        "location",
                                        "endpoint",
                                        "region",
                                        "bucket",
                                        "trees",
                                        "blobs",
                                        "path-style")
                                .secret("access-key", "secret-key"))
                .with("incident", group().text("from", "to"))
                .with("tiers", new Items(new Text(false)))
                .with("approvals", group().text("allowed-signers"))
                .with("ledger", group().secret("url", "password").text("username"))
                .with("names", names())
                .with("max-damage", new Each())
                .text("max-plan-age", "canary", "max-conflicts", "max-writes-per-second")
                .text("pause-file", "work", "grace", "accept-late-snapshot", "allow-incomplete")
                .build();
    }

    private static Builder names() {
        return group().with(
                        "deploys",
                        collection(
                                Arrays.stream(DeployField.values())
                                        .map(DeployField::defaultName)
                                        .toArray(String[]::new)))
                .with("sites", collection(lowerCase(Names.SiteField.values())))
                .with("accounts", collection(lowerCase(Names.AccountField.values())))
                .with("builds", collection(lowerCase(Names.BuildField.values())));
    }

    private static Builder collection(String... fields) {
        return group().text("collection").with("fields", group().text(fields));
    }

    private static String[] lowerCase(Enum<?>... fields) {
        return Arrays.stream(fields)
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static Builder group() {
        return new Builder();
    }

    /** Collects the keys of a group. */
    final class Builder {
        private final Map<String, Shape> keys = new LinkedHashMap<>();

        Builder text(String... names) {
            return put(new Text(false), names);
        }

        Builder secret(String... names) {
            return put(new Text(true), names);
        }

        Builder with(String name, Builder group) {
            return put(group.build(), name);
        }

        Builder with(String name, Shape shape) {
            return put(shape, name);
        }

        private Builder put(Shape shape, String... names) {
            keys.putAll(
                    Arrays.stream(names).collect(Collectors.toMap(name -> name, name -> shape)));
            return this;
        }

        Group build() {
            return new Group(keys);
        }
    }
}
