package dev.reconciler.job.ledger;

import dev.reconciler.model.Problem;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a database answers into what a person can do about it. */
final class LedgerFault {

    private LedgerFault() {}

    /** By SQL state, which both databases have in common; H2's own codes are states, too. */
    static Problem of(LedgerAddress address, Throwable error) {
        String state = sqlState(error).orElse("");
        return switch (state) {
            case "90020" -> inUse(address);
            case "28000", "28P01" ->
                    problem(
                            "the ledger refuses our user or password",
                            "set ledger.username and ledger.password",
                            address,
                            error);
            case "3D000" ->
                    problem(
                            "the ledger's database does not exist",
                            "create it, or correct ledger.url",
                            address,
                            error);
            case "08001", "08004", "08006" ->
                    problem(
                            "the ledger cannot be reached",
                            "start the database, or correct host and port in ledger.url",
                            address,
                            error);
            case "90030", "90048", "90054" ->
                    problem(
                            "the ledger's file is damaged, or of another version of H2",
                            "move it away and plan again, or use the version that wrote it",
                            address,
                            error);
            default ->
                    unwritten(address, error)
                            .orElseGet(() ->
                                    problem(
                                            "the ledger cannot be opened",
                                            "correct ledger.url, or move the damaged ledger away and plan again; backups in it are then out of reach: "
                                                    + firstLine(error),
                                            address,
                                            error));
        };
    }

    /** Where the file could not be written, which H2 says in many ways. */
    static Optional<Problem> unwritten(LedgerAddress address, Throwable error) {
        if (sqlState(error).filter(state -> state.startsWith("08")).isPresent()) {
            return Optional.empty();
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return Optional.of(
                        problem(
                                "the ledger cannot be written: " + firstLine(cause),
                                "make room, or let us write there, then the same command again",
                                address,
                                error));
            }
        }
        return Optional.empty();
    }

    /** Another process has it. */
    static Problem inUse(LedgerAddress address) {
        String holder =
                Ledger.holder(address)
                        .map(Holder::shown)
                        .orElse("a process that did not say who it is");
        return new Problem(
                "another process has the ledger: " + holder,
                address.shown(),
                "wait until it has finished (reconciler status), or stop it; it stops after the work in hand");
    }

    private static Problem problem(
            String what, String next, LedgerAddress address, Throwable error) {
        return new Problem(what, address.shown(), next, error);
    }

    private static Optional<String> sqlState(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /**
     * Drivers do not put credentials into their messages; what follows the first line is only
     * detail.
     */
    private static String firstLine(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        String kind = root.getClass().getSimpleName();
        return message == null ? kind : message.lines().findFirst().orElse(kind);
    }
}
