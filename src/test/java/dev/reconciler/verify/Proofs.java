package dev.reconciler.verify;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.TreeId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers for tests of what follows from them, without any object behind them. */
public final class Proofs {
    private static final Instant AT = Instant.parse("2017-02-02T20:30:00Z");

    private Proofs() {}

    /** Every file is there. */
    public static IntactTree intact(TreeId id) {
        return new ProvenIntact(id, 1, AT);
    }

    /** Some files are damaged. */
    public static ReadableTree readable(TreeId id, DamagedFile... damaged) {
        return readable(id, Optional.empty(), damaged);
    }

    /** A file could not be read; others may be damaged. */
    public static ReadableTree partlyUnread(TreeId id, String why, DamagedFile... damaged) {
        return readable(id, Optional.of(why), damaged);
    }

    /** A tree object is not there. */
    public static UnreadableTree missing(TreeId id) {
        return new UnreadableTree(id, true, false, Optional.empty(), "tree " + id + " is missing");
    }

    /** A tree object is corrupt. */
    public static UnreadableTree corrupt(TreeId id) {
        return new UnreadableTree(id, false, true, Optional.empty(), "tree " + id + " is corrupt");
    }

    /** A tree object could not be read. */
    public static UnreadTree unread(TreeId id) {
        return new UnreadTree(id, "tree " + id + " was not read: it takes too long");
    }

    private static ReadableTree readable(
            TreeId id, Optional<String> unread, DamagedFile... damaged) {
        return new ProvenReadable(
                id,
                List.of(damaged),
                0,
                has(DamagedFile.Kind.MISSING, damaged),
                has(DamagedFile.Kind.CORRUPT, damaged),
                unread,
                damaged.length,
                AT);
    }

    private static boolean has(DamagedFile.Kind kind, DamagedFile... damaged) {
        return Arrays.stream(damaged).anyMatch(file -> file.kind() == kind);
    }
}
