package dev.reconciler.job.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A user of a ledger in PostgreSQL with the rights that the README grants, and no others; gone when
 * this is closed.
 */
public final class LedgerUser implements AutoCloseable {
    private final Ledger owned;
    private final String schema;
    private final String url;

    private LedgerUser(Ledger owned, String url) {
        this.owned = owned;
        this.schema = url.replaceFirst(".*currentSchema=", "");
        this.url = url;
    }

    /**
     * @param url of a schema that {@link PostgresServer} gave; its owner makes the tables
     */
    public static LedgerUser of(String url) throws IOException {
        var user =
                new LedgerUser(
                        Ledger.open(new LedgerAddress(url, Optional.empty(), Optional.empty())),
                        url);
        user.run("CREATE ROLE " + user.name() + " LOGIN PASSWORD 'of-a-test'");
        for (String statement : statementsOfTheReadme()) {
            user.run(
                    statement
                            .replace(" SCHEMA ledger ", " SCHEMA " + user.schema + " ")
                            .replaceFirst(" (TO|FROM) reconciler;$", " $1 " + user.name()));
        }
        return user;
    }

    private static List<String> statementsOfTheReadme() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("GRANT ") || line.startsWith("REVOKE "))
                .toList();
    }

    private String name() {
        return "user_of_" + schema;
    }

    /** The ledger, as this user reaches it. */
    public String url() {
        return url.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "")
                + "&user="
                + name()
                + "&password=of-a-test";
    }

    private void run(String statement) {
        owned.jdbc().sql(statement).update();
    }

    @Override
    public void close() {
        try (owned) {
            run("DROP OWNED BY " + name());
            run("DROP ROLE " + name());
        }
    }
}
