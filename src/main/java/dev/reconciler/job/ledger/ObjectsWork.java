package dev.reconciler.job.ledger;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.BlobCheck;
import dev.reconciler.verify.Prover;
import dev.reconciler.verify.Subtree;
import dev.reconciler.verify.TreeCheck;
import dev.reconciler.verify.TreeEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What is left to be found out for the trees that were asked for. The rows themselves are the list
 * of work, so a restart needs nothing else.
 */
public final class ObjectsWork {
    private static final int TREES = 64;
    private static final int BLOBS = 256;
    private static final int ROOTS = 256;

    /** Neither database takes more than 1 MiB without ado. */
    private static final int PART = 1 << 19;

    private final JdbcTemplate jdbc;
    private final long run;
    private final ObjectsTable objects;

    ObjectsWork(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
        this.objects = new ObjectsTable(jdbc, run);
    }

    /**
     * The next piece: trees level by level, then files; then once more what could not be read; then
     * the proofs. Empty when nothing is left.
     */
    public Optional<Work> next() {
        return trees("pending")
                .or(() -> blobs("pending"))
                .or(() -> trees("retry"))
                .or(() -> blobs("retry"))
                .or(this::roots);
    }

    /** How many objects are known so far. */
    public long total() {
        return count("SELECT COUNT(*) FROM tree_object WHERE run = ?")
                + count("SELECT COUNT(*) FROM blob_object WHERE run = ?");
    }

    /** How many of them have yet to be checked, or checked again. */
    public long left() {
        String left = " WHERE run = ? AND state IN ('pending', 'retry')";
        return count("SELECT COUNT(*) FROM tree_object" + left)
                + count("SELECT COUNT(*) FROM blob_object" + left);
    }

    /**
     * Keeps what was found out.
     *
     * @return how many objects have become known thereby, besides
     */
    public long store(Checked checked) {
        return switch (checked) {
            case Checked.Trees trees -> storeTrees(trees);
            case Checked.Blobs blobs -> storeBlobs(blobs);
            case Checked.Roots roots -> prove(roots.roots());
        };
    }

    private long storeTrees(Checked.Trees trees) {
        List<Object[]> rows = new ArrayList<>();
        trees.checks()
                .forEach((tree, check) -> rows.add(row(tree.id().hex(), check, trees.again())));
        jdbc.batchUpdate(
                "UPDATE tree_object SET state = ?, why = ?, checked_at = ? WHERE run = ? AND id = ?",
                rows);
        return storeListed(trees.checks());
    }

    private long storeListed(Map<Work.Tree, TreeCheck> checks) {
        Map<String, Integer> trees = new TreeMap<>();
        Set<String> blobs = new TreeSet<>();
        checks.forEach((tree, check) -> {
            if (check instanceof TreeCheck.Listed listed) {
                storeParts(tree.id(), EntryBytes.of(listed.entries()));
                addObjects(listed, tree.level() + 1, trees, blobs);
            }
        });
        return insertTrees(trees) + insertBlobs(blobs);
    }

    /** What lies too deep makes the tree corrupt and is not looked at. */
    private static void addObjects(
            TreeCheck.Listed listed, int level, Map<String, Integer> trees, Set<String> blobs) {
        for (TreeEntry entry : listed.entries()) {
            switch (entry) {
                case TreeEntry.Tree t when level <= Subtree.MOST_LEVELS ->
                        trees.merge(t.id().hex(), level, Math::min);
                case TreeEntry.Tree t -> {}
                case TreeEntry.Blob b -> blobs.add(b.id());
            }
        }
    }

    private long storeBlobs(Checked.Blobs blobs) {
        List<Object[]> rows = new ArrayList<>();
        blobs.checks().forEach((id, check) -> rows.add(row(id, check, blobs.again())));
        jdbc.batchUpdate(
                "UPDATE blob_object SET state = ?, size = ?, why = ?, checked_at = ?"
                        + " WHERE run = ? AND id = ?",
                rows);
        return 0;
    }

    /** A tree that was too deep to be looked at below one root may not be so below another. */
    private long prove(List<TreeId> roots) {
        List<Object[]> proven = new ArrayList<>();
        long found = 0;
        for (TreeId root : roots) {
            if (Prover.prove(root, objects).isPresent()) {
                proven.add(new Object[] {run, root.hex()});
            } else {
                found += storeUnchecked(root);
            }
        }
        jdbc.batchUpdate("UPDATE tree_root SET proven = TRUE WHERE run = ? AND id = ?", proven);
        return found;
    }

    private long storeUnchecked(TreeId root) {
        Map<TreeId, Integer> unchecked = Prover.unchecked(root, objects);
        if (unchecked.isEmpty()) {
            throw new IllegalStateException("tree " + root + " can neither be proven nor checked");
        }
        Map<String, Integer> trees = new TreeMap<>();
        unchecked.forEach((id, level) -> trees.put(id.hex(), level));
        return insertTrees(trees);
    }

    private void storeParts(TreeId id, byte[] bytes) {
        List<Object[]> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PART) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + PART, bytes.length));
            parts.add(new Object[] {run, id.hex(), from / PART, part});
        }
        jdbc.batchUpdate(
                "INSERT INTO tree_part (run, id, part, entries) VALUES (?, ?, ?, ?)", parts);
    }

    private long insertTrees(Map<String, Integer> levels) {
        Set<String> unknown = unknown("tree_object", levels.keySet());
        jdbc.batchUpdate(
                "INSERT INTO tree_object (run, id, level, state) VALUES (?, ?, ?, 'pending')",
                unknown.stream().map(id -> new Object[] {run, id, levels.get(id)}).toList());
        return unknown.size();
    }

    private long insertBlobs(Set<String> ids) {
        Set<String> unknown = unknown("blob_object", ids);
        jdbc.batchUpdate(
                "INSERT INTO blob_object (run, id, state) VALUES (?, ?, 'pending')",
                unknown.stream().map(id -> new Object[] {run, id}).toList());
        return unknown.size();
    }

    /** To look first costs less than inserts that fail: most objects are shared. */
    private Set<String> unknown(String table, Set<String> ids) {
        Set<String> unknown = new TreeSet<>(ids);
        jdbc.query(
                "SELECT o.id" + ObjectsTable.WANTED + table + " o ON o.run = ? AND o.id = w.id",
                row -> {
                    unknown.remove(row.getString(1));
                },
                ids.toArray(String[]::new),
                run);
        return unknown;
    }

    private Object[] row(String id, TreeCheck check, boolean again) {
        return new Object[] {
            CheckRows.state(check, again), CheckRows.why(check), CheckRows.time(check.at()), run, id
        };
    }

    private Object[] row(String id, BlobCheck check, boolean again) {
        return new Object[] {
            CheckRows.state(check, again),
            check instanceof BlobCheck.Present present ? present.size() : 0,
            CheckRows.why(check),
            CheckRows.time(check.at()),
            run,
            id
        };
    }

    private Optional<Work> trees(String state) {
        List<Work.Tree> trees =
                jdbc.query(
                        "SELECT id, level FROM tree_object WHERE run = ? AND state = ?"
                                + " ORDER BY run, state, level, id FETCH FIRST "
                                + TREES
                                + " ROWS ONLY",
                        (row, n) -> new Work.Tree(new TreeId(row.getString(1)), row.getInt(2)),
                        run,
                        state);
        return trees.isEmpty()
                ? Optional.empty()
                : Optional.of(new Work.Trees(trees, state.equals("retry")));
    }

    private Optional<Work> blobs(String state) {
        List<String> ids =
                jdbc.query(
                        "SELECT id FROM blob_object WHERE run = ? AND state = ?"
                                + " ORDER BY run, state, id FETCH FIRST "
                                + BLOBS
                                + " ROWS ONLY",
                        (row, n) -> row.getString(1),
                        run,
                        state);
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new Work.Blobs(ids, state.equals("retry")));
    }

    private Optional<Work> roots() {
        List<TreeId> roots =
                jdbc.query(
                        "SELECT id FROM tree_root WHERE run = ? AND proven = FALSE"
                                + " ORDER BY run, proven, id FETCH FIRST "
                                + ROOTS
                                + " ROWS ONLY",
                        (row, n) -> new TreeId(row.getString(1)),
                        run);
        return roots.isEmpty() ? Optional.empty() : Optional.of(new Work.Roots(roots));
    }

    private long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class, run);
        return count == null ? 0 : count;
    }
}
