package dev.reconciler.job.ledger;

import dev.reconciler.verify.BlobCheck;
import dev.reconciler.verify.Subtree;
import dev.reconciler.verify.TreeCheck;
import dev.reconciler.verify.TreeEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What came of an object, as columns. A check that has to be made, or made again, is no check yet.
 */
final class CheckRows {
    private static final int LONGEST_WHY = 1_000;

    private CheckRows() {}

    static Optional<TreeCheck> tree(ResultSet row, Supplier<List<TreeEntry>> entries)
            throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "pending", "retry" -> Optional.empty();
            case "listed" -> Optional.of(new TreeCheck.Listed(entries.get(), checkedAt(row)));
            case "missing" -> Optional.of(new TreeCheck.Missing(checkedAt(row)));
            case "corrupt" -> Optional.of(new TreeCheck.Corrupt(why(row), checkedAt(row)));
            case "unread" -> Optional.of(new TreeCheck.Unread(why(row), checkedAt(row)));
            default -> throw new IllegalStateException("no state of a tree object: " + state);
        };
    }

    static Optional<BlobCheck> blob(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return switch (state) {
            case "pending", "retry" -> Optional.empty();
            case "present" ->
                    Optional.of(new BlobCheck.Present(row.getLong("size"), checkedAt(row)));
            case "missing" -> Optional.of(new BlobCheck.Missing(checkedAt(row)));
            case "corrupt" -> Optional.of(new BlobCheck.Corrupt(checkedAt(row)));
            case "unread" -> Optional.of(new BlobCheck.Unread(why(row), checkedAt(row)));
            default -> throw new IllegalStateException("no state of a file: " + state);
        };
    }

    static Subtree subtree(ResultSet row) throws SQLException {
        return new Subtree(
                row.getInt("height"),
                row.getBoolean("missing"),
                row.getBoolean("corrupt"),
                row.getBoolean("unread"),
                row.getLong("files"),
                row.getLong("missing_files"),
                row.getLong("corrupt_files"),
                row.getLong("unread_files"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    /**
     * @param again whether it was tried before, so that what could not be read is left at that
     */
    static String state(TreeCheck check, boolean again) {
        return switch (check) {
            case TreeCheck.Listed l -> "listed";
            case TreeCheck.Missing m -> "missing";
            case TreeCheck.Corrupt c -> "corrupt";
            case TreeCheck.Unread u -> again ? "unread" : "retry";
        };
    }

    /** As {@link #state(TreeCheck, boolean)}. */
    static String state(BlobCheck check, boolean again) {
        return switch (check) {
            case BlobCheck.Present p -> "present";
            case BlobCheck.Missing m -> "missing";
            case BlobCheck.Corrupt c -> "corrupt";
            case BlobCheck.Unread u -> again ? "unread" : "retry";
        };
    }

    static String why(TreeCheck check) {
        return switch (check) {
            case TreeCheck.Corrupt c -> cut(c.why());
            case TreeCheck.Unread u -> cut(u.why());
            case TreeCheck.Listed l -> "";
            case TreeCheck.Missing m -> "";
        };
    }

    static String why(BlobCheck check) {
        return check instanceof BlobCheck.Unread unread ? cut(unread.why()) : "";
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** PostgreSQL takes no NUL in a text. */
    private static String cut(String why) {
        String noNul = why.replace('\0', '?');
        return noNul.substring(0, Math.min(noNul.length(), LONGEST_WHY));
    }

    private static String why(ResultSet row) throws SQLException {
        return row.getString("why");
    }

    private static Instant checkedAt(ResultSet row) throws SQLException {
        return row.getObject("checked_at", OffsetDateTime.class).toInstant();
    }
}
