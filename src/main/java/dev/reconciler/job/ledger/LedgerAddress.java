package dev.reconciler.job.ledger;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the ledger is and who we are there.
 *
 * @param url JDBC, of H2 or PostgreSQL
 * @param username empty where the URL or the database's default says who
 * @param password likewise
 */
public record LedgerAddress(String url, Optional<String> username, Optional<String> password) {
    private static final Pattern SECRET =
            Pattern.compile("(?i)(password|passwd|pwd|sslpassword|cipher)=[^&;]*");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");
    private static final Pattern WRITES_LATER = Pattern.compile("(?i);WRITE_DELAY=(?!0(?:;|$))");
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final Pattern H2_PATH =
            Pattern.compile("jdbc:h2:(?:file:)?([./~A-Za-z0-9_][^;:]*)(;.*)?");

    /** Whether the URL is of a database that the migrations are written for. */
    public static boolean isSupported(String url) {
        return url.startsWith("jdbc:h2:") || url.startsWith("jdbc:postgresql:");
    }

    /**
     * @throws IllegalArgumentException when the database is another one
     */
    public LedgerAddress {
        if (!isSupported(url)) {
            throw new IllegalArgumentException("neither H2 nor PostgreSQL");
        }
    }

    /**
     * An H2 file in this folder, safe against a killed process: without {@code WRITE_DELAY=0} H2
     * loses commits.
     */
    public static LedgerAddress inFolder(Path work) {
        return new LedgerAddress(
                H2_FILE + work.resolve("ledger").toAbsolutePath(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, with the path of an H2 file resolved against a folder. */
    public LedgerAddress in(Path home) {
        Optional<Path> file = h2File();
        if (file.isEmpty()) {
            return this;
        }
        return new LedgerAddress(
                H2_FILE + home.toAbsolutePath().resolve(file.get()).normalize() + options(),
                username,
                password);
    }

    /** Whether what is committed is there again after the process was killed. */
    public boolean isDurable() {
        return !isH2() || h2File().isPresent() && !WRITES_LATER.matcher(url).find();
    }

    /** Whether one process at a time has it. */
    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    /**
     * The H2 database file as written, without its suffix; empty for a server or a database in
     * memory.
     */
    Optional<Path> h2File() {
        var matcher = H2_PATH.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group(1);
        String home =
                path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        return Optional.of(Path.of(home));
    }

    /** The file itself, with its suffix. */
    Optional<Path> databaseFile() {
        return h2File().map(Path::toAbsolutePath)
                .map(file -> file.resolveSibling(file.getFileName() + ".mv.db"));
    }

    /** An H2 file of the same options beside this one. */
    LedgerAddress beside(String suffix) {
        Path file = h2File().orElseThrow().toAbsolutePath();
        return new LedgerAddress(
                H2_FILE + file.resolveSibling(file.getFileName() + suffix) + options(),
                username,
                password);
    }

    /** The folder of an H2 database's file; empty for a server. */
    public Optional<Path> folder() {
        return h2File().map(file -> file.toAbsolutePath().getParent());
    }

    /**
     * The URL that is really opened. For H2 it adds what makes it behave like PostgreSQL, what
     * makes a commit durable, and what keeps it open while a run stops at a signal; and it makes a
     * relative path absolute, which H2 refuses to guess.
     */
    String jdbcUrl() {
        if (!isH2()) {
            return url;
        }
        StringBuilder full = new StringBuilder(in(Path.of("")).url);
        add(full, "MODE=PostgreSQL");
        add(full, "DATABASE_TO_LOWER=TRUE");
        add(full, "DEFAULT_NULL_ORDERING=HIGH");
        add(full, "WRITE_DELAY=0");
        add(full, "DB_CLOSE_ON_EXIT=FALSE");
        // What goes wrong is told once, by us, and not with stacks in a file beside the ledger.
        add(full, "TRACE_LEVEL_FILE=0");
        // A large object that is not within its row costs a file write of its own.
        add(full, "MAX_LENGTH_INPLACE_LOB=1048576");
        return full.toString();
    }

    private String options() {
        int options = url.indexOf(';');
        return options < 0 ? "" : url.substring(options);
    }

    private static void add(StringBuilder url, String option) {
        String key = ";" + option.substring(0, option.indexOf('=') + 1);
        if (!url.toString().toUpperCase(Locale.ROOT).contains(key)) {
            url.append(';').append(option);
        }
    }

    /** Without credentials. */
    public String shown() {
        String noUser = USER_INFO.matcher(url).replaceAll("//");
        return SECRET.matcher(noUser).replaceAll("$1=******");
    }

    @Override
    public String toString() {
        return shown();
    }
}
