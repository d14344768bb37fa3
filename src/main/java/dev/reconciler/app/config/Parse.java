package dev.reconciler.app.config;

import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Settings.Location;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * From texts to values. Each throws {@link IllegalArgumentException} or a date's exception where
 * the text is none.
 */
final class Parse {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
    private static final Pattern HAS_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
    private static final Pattern USER_INFO = Pattern.compile("jdbc:postgresql://[^/?]*@");
    private static final Pattern BAD_IN_DATABASE = Pattern.compile(".*[/\\\\. \"$*<>:|?\0].*");

    private Parse() {}

    static Path path(String text) {
        return Path.of(text);
    }

    /** A path, also as a {@code file:} URI; any other URI is none. */
    static Path folder(String text) {
        if (text.startsWith("file:")) {
            return Path.of(
                    URI.create(
                            text.startsWith("file://")
                                    ? text
                                    : text.replaceFirst("file:/*", "file:///")));
        }
        if (HAS_SCHEME.matcher(text).matches()) {
            throw new IllegalArgumentException("not a folder");
        }
        return Path.of(text);
    }

    static Location location(String text, Path home) {
        return text.startsWith("mongodb") && text.contains("://")
                ? new Location.Server(new MongoUri(text))
                : new Location.Folder(home.resolve(folder(text)));
    }

    /** MongoDB's own limits on a database's name. */
    static String database(String text) {
        if (text.length() > 63 || BAD_IN_DATABASE.matcher(text).matches()) {
            throw new IllegalArgumentException("no name of a database");
        }
        return text;
    }

    /** {@code 10%} or {@code 0.1}. */
    static double share(String text) {
        String number = text.strip();
        double share =
                number.endsWith("%")
                        ? Double.parseDouble(number.substring(0, number.length() - 1).strip()) / 100
                        : Double.parseDouble(number);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("not between 0 and 1");
        }
        return share;
    }

    /** How many; 0 is none. */
    static int count(String text) {
        return Integer.parseUnsignedInt(text.strip());
    }

    /** How often in a second. */
    static double rate(String text) {
        double rate = Double.parseDouble(text.strip());
        if (!(rate > 0)) {
            throw new IllegalArgumentException("not more than 0");
        }
        return rate;
    }

    /**
     * PostgreSQL's driver takes a user before the host for a part of the host's name, and shows it.
     */
    static String jdbc(String text) {
        if (USER_INFO.matcher(text).lookingAt()) {
            throw new IllegalArgumentException("a user or password before the host");
        }
        return text;
    }

    /** {@code PT10M}, or short as {@code 10m}. */
    static Duration duration(String text) {
        var brief = SHORT_DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!brief.matches()) {
            return positive(Duration.parse(text.strip()));
        }
        long count = Long.parseLong(brief.group(1));
        return switch (brief.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative");
        }
        return duration;
    }

    static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("neither");
        };
    }

    static URI http(String text) {
        URI uri = URI.create(text);
        String scheme = String.valueOf(uri.getScheme());
        if (!(scheme.equals("http") || scheme.equals("https"))
                || uri.getHost() == null
                || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("no http");
        }
        return uri;
    }
}
