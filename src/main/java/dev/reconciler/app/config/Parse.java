package dev.reconciler.app.config;

import dev.reconciler.job.Bounds;
import dev.reconciler.job.MongoUri;
import dev.reconciler.job.Settings.Location;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * From texts to values. Each throws {@link IllegalArgumentException} or a date's exception where
 * the text is none.
 */
final class Parse {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}|\\d{0,9}\\.\\d{1,9}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final int PORTS = 1 << 16;
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

    /** {@code 10%} or {@code 0.1}; a bare 1 may have been meant as 1% or as all. */
    static double share(String text) {
        String number = text.strip();
        boolean isPercent = number.endsWith("%");
        double share =
                isPercent
                        ? number(number.substring(0, number.length() - 1).strip()) / 100
                        : number(number);
        if (!Bounds.isShare(share) || share == 1 && !isPercent) {
            throw new IllegalArgumentException("no share");
        }
        return share;
    }

    /** Digits and at most one point: what Java takes besides, nobody means. */
    private static double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("no number");
        }
        return Double.parseDouble(text);
    }

    /** How many; 0 is none. */
    static int count(String text) {
        if (!COUNT.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("no number of entries");
        }
        return Integer.parseInt(text.strip());
    }

    /** How often in a second. */
    static double rate(String text) {
        double rate = number(text.strip());
        if (!Bounds.isRate(rate)) {
            throw new IllegalArgumentException("out of range");
        }
        return rate;
    }

    /** A time of a platform that is in use: a date of any database can hold it. */
    static Instant time(String text) {
        Instant time = Instant.parse(text.strip());
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("out of range");
        }
        return time;
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

    /** {@code PT10M}, or short as {@code 10m}; more than 0, and no more than somebody can mean. */
    static Duration duration(String text) {
        Duration duration = anyDuration(text);
        if (!duration.isPositive() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return duration;
    }

    private static Duration anyDuration(String text) {
        var brief = SHORT_DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!brief.matches()) {
            return Duration.parse(text.strip());
        }
        long count = Long.parseLong(brief.group(1));
        return switch (brief.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
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
                || uri.getPort() == 0
                || uri.getPort() >= PORTS
                || uri.getUserInfo() != null) {
            throw new IllegalArgumentException("no http");
        }
        return uri;
    }
}
