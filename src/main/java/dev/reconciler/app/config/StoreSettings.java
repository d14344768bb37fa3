package dev.reconciler.app.config;

import dev.reconciler.job.Secret;
import dev.reconciler.job.Settings.Credentials;
import dev.reconciler.job.Settings.Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the keys of {@code store}: a bucket or a folder, not both. */
final class StoreSettings {
    private static final String FOLDER = "file:///… or a folder";
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,254}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]+");
    private static final List<String> OF_S3 =
            List.of(
                    "store.bucket",
                    "store.endpoint",
                    "store.region",
                    "store.path-style",
                    "store.access-key",
                    "store.secret-key");

    private final Values values;
    private final Path home;

    StoreSettings(Values values, Path home) {
        this.values = values;
        this.home = home;
    }

    /** Empty where something is wrong, which is noted. */
    Optional<Store> read() {
        String trees = prefix("store.trees", "trees/");
        String blobs = prefix("store.blobs", "blobs/");
        if (trees.equals(blobs)) {
            values.wrong("store.blobs", "another prefix than store.trees");
        }
        if (values.isAmiss("store.location") && !values.has("store.bucket")) {
            values.wrong("store.location", FOLDER + ", or store.bucket in its place");
            return Optional.empty();
        }
        if (!values.has("store.location")) {
            return bucket(trees, blobs);
        }
        OF_S3.stream()
                .filter(values::has)
                .forEach(key -> values.wrong(key, "either store.location or a bucket, not both"));
        Optional<Path> folder = values.optional("store.location", FOLDER, Parse::folder);
        return folder.map(path -> new Store.Folder(home.resolve(path), trees, blobs));
    }

    private Optional<Store> bucket(String trees, String blobs) {
        Optional<String> bucket =
                values.required(
                        "store.bucket",
                        "the bucket's name, or store.location for a mounted file system",
                        text -> matching(BUCKET, text));
        Optional<URI> endpoint =
                values.optional(
                        "store.endpoint",
                        "http://host:port or https://…, without credentials",
                        Parse::http);
        Optional<String> region =
                values.optional(
                        "store.region",
                        "a region such as eu-central-1",
                        text -> matching(REGION, text));
        if (values.has("store.bucket")
                && endpoint.isEmpty()
                && !values.has("store.endpoint")
                && !values.has("store.region")) {
            values.wrong("store.region", "the bucket's region, or store.endpoint");
        }
        boolean pathStyle =
                values.optional("store.path-style", "true or false", Parse::flag)
                        .orElse(endpoint.isPresent());
        Optional<Credentials> credentials = credentials();
        return bucket.map(name ->
                new Store.S3(
                        endpoint,
                        region.orElse("us-east-1"),
                        name,
                        pathStyle,
                        credentials,
                        trees,
                        blobs));
    }

    private Optional<Credentials> credentials() {
        Optional<Secret> access = values.text("store.access-key").map(Secret::new);
        Optional<Secret> secret = values.text("store.secret-key").map(Secret::new);
        if (access.isPresent() != secret.isPresent()) {
            String absent = access.isPresent() ? "store.secret-key" : "store.access-key";
            values.wrong(absent, "both keys, or none where the environment has them");
        }
        return access.flatMap(key -> secret.map(other -> new Credentials(key, other)));
    }

    private String prefix(String key, String otherwise) {
        String prefix =
                values.optional(
                                key,
                                "a key prefix such as trees/, not beginning with a slash",
                                StoreSettings::prefix)
                        .orElse(otherwise);
        return prefix.endsWith("/") ? prefix : prefix + '/';
    }

    private static String prefix(String text) {
        if (text.startsWith("/") || List.of(text.split("/")).contains("..")) {
            throw new IllegalArgumentException("no prefix");
        }
        return text;
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("does not match");
        }
        return text;
    }
}
