package dev.reconciler.job.ledger;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL for tests: the one that {@code RECONCILER_IT_POSTGRES_URL} names, else one of our
 * own from Debian's package, where that is installed. Each URL that it gives has a schema of its
 * own.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String VARIABLE = "RECONCILER_IT_POSTGRES_URL";
    private static final String PASSWORD = "not-a-secret";
    private static int schemas;

    private final String url;
    private final Optional<Path> folder;

    private PostgresServer(String url, Optional<Path> folder) {
        this.url = url;
        this.folder = folder;
    }

    /** Empty, with a line that says so, where there is none. */
    public static Optional<PostgresServer> start() throws IOException, InterruptedException {
        String given = System.getenv(VARIABLE);
        if (given != null) {
            return Optional.of(new PostgresServer(given, Optional.empty()));
        }
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            System.err.println(
                    "PostgreSQL is not tested: neither "
                            + VARIABLE
                            + " nor /usr/lib/postgresql/*/bin/initdb is there");
            return Optional.empty();
        }
        return Optional.of(own(programs.get()));
    }

    /** A schema of the server that {@code RECONCILER_IT_POSTGRES_URL} names; empty without it. */
    public static Optional<String> newSchemaOfTheGivenOne() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(url -> new PostgresServer(url, Optional.empty()).newSchema());
    }

    private static Optional<Path> programs() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static PostgresServer own(Path programs) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reconciler-pg");
        if (isRoot()) {
            run("chown", "postgres", folder.toString());
        }
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        int port = freePort();
        Path data = folder.resolve("data");
        asPostgres(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-A",
                "scram-sha-256",
                "--pwfile",
                password.toString(),
                "-U",
                "postgres",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C");
        String options =
                "-p "
                        + port
                        + " -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories="
                        + folder;
        asPostgres(
                programs.resolve("pg_ctl").toString(),
                "-D",
                data.toString(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                options,
                "start");
        return new PostgresServer(
                "jdbc:postgresql://127.0.0.1:"
                        + port
                        + "/postgres?user=postgres&password="
                        + PASSWORD,
                Optional.of(folder));
    }

    /** A schema that nobody else uses. */
    public String newSchema() {
        String schema = "t" + ProcessHandle.current().pid() + "_" + schemas++;
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (folder.isPresent()) {
            Path pgCtl = programs().orElseThrow().resolve("pg_ctl");
            asPostgres(
                    pgCtl.toString(),
                    "-D",
                    folder.get().resolve("data").toString(),
                    "-m",
                    "immediate",
                    "stop");
            run("rm", "-rf", folder.get().toString());
        }
    }

    /** PostgreSQL refuses to run as root. */
    private static void asPostgres(String... command) throws IOException, InterruptedException {
        List<String> full = new ArrayList<>();
        if (isRoot()) {
            full.addAll(
                    List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        full.addAll(List.of(command));
        run(full.toArray(String[]::new));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(new File("/"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
