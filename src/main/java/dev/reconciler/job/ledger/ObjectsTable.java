package dev.reconciler.job.ledger;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.BlobCheck;
import dev.reconciler.verify.Subtree;
import dev.reconciler.verify.TreeCheck;
import dev.reconciler.verify.TreeEntry;
import dev.reconciler.verify.VerifiedObjects;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What one run found out about the store. Whoever wants a tree to be proven {@linkplain #ask asks}
 * here, lets the step <i>verify</i> run, and then asks {@link dev.reconciler.verify.Prover}.
 */
public final class ObjectsTable implements VerifiedObjects {
    /** A join, since H2 uses the index for it, but neither for an array nor for a list of ids. */
    static final String WANTED = " FROM UNNEST(CAST(? AS VARCHAR(64) ARRAY)) AS w (id) JOIN ";

    private final JdbcTemplate jdbc;
    private final long run;

    ObjectsTable(JdbcTemplate jdbc, long run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Wants trees to be proven. What was asked for before is not asked for again. */
    public void ask(Collection<TreeId> roots) {
        List<Object[]> rows = new ArrayList<>();
        roots.forEach(id -> rows.add(new Object[] {run, id.hex()}));
        jdbc.batchUpdate(
                "INSERT INTO tree_root (run, id, proven) VALUES (?, ?, FALSE)"
                        + " ON CONFLICT DO NOTHING",
                rows);
        jdbc.batchUpdate(
                "INSERT INTO tree_object (run, id, level, state) VALUES (?, ?, 1, 'pending')"
                        + " ON CONFLICT DO NOTHING",
                rows);
    }

    /** How many objects could not be read. */
    public long unread() {
        return count("unread");
    }

    /** How many objects were checked. */
    public long checked() {
        return count("listed") + count("present") + count("missing") + count("corrupt");
    }

    private long count(String state) {
        Long count =
                jdbc.queryForObject(
                        "SELECT (SELECT COUNT(*) FROM tree_object WHERE run = ? AND state = ?)"
                                + " + (SELECT COUNT(*) FROM blob_object WHERE run = ? AND state = ?)",
                        Long.class,
                        run,
                        state,
                        run,
                        state);
        return count == null ? 0 : count;
    }

    @Override
    public Optional<TreeCheck> tree(TreeId id) {
        return jdbc
                .query(
                        "SELECT state, why, checked_at FROM tree_object WHERE run = ? AND id = ?",
                        (row, n) -> CheckRows.tree(row, () -> entries(id)),
                        run,
                        id.hex())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public Map<String, BlobCheck> blobs(Collection<String> ids) {
        Map<String, BlobCheck> checks = new HashMap<>();
        jdbc.query(
                "SELECT o.id, o.state, o.size, o.why, o.checked_at"
                        + WANTED
                        + "blob_object o ON o.run = ? AND o.id = w.id",
                row -> {
                    Optional<BlobCheck> check = CheckRows.blob(row);
                    if (check.isPresent()) {
                        checks.put(row.getString("id"), check.get());
                    }
                },
                ids.toArray(String[]::new),
                run);
        return checks;
    }

    @Override
    public Optional<Subtree> subtree(TreeId id) {
        return jdbc
                .query(
                        "SELECT height, missing, corrupt, unread, files, missing_files,"
                                + " corrupt_files, unread_files, since FROM tree_object"
                                + " WHERE run = ? AND id = ? AND height IS NOT NULL",
                        (row, n) -> CheckRows.subtree(row),
                        run,
                        id.hex())
                .stream()
                .findFirst();
    }

    @Override
    public void remember(TreeId id, Subtree sum) {
        jdbc.update(
                "UPDATE tree_object SET height = ?, missing = ?, corrupt = ?, unread = ?, files = ?,"
                        + " missing_files = ?, corrupt_files = ?, unread_files = ?, since = ? WHERE run"
                        + " = ? AND id = ?",
                sum.height(),
                sum.missing(),
                sum.corrupt(),
                sum.unread(),
                sum.files(),
                sum.missingFiles(),
                sum.corruptFiles(),
                sum.unreadFiles(),
                CheckRows.time(sum.since()),
                run,
                id.hex());
    }

    private List<TreeEntry> entries(TreeId id) {
        var bytes = new ByteArrayOutputStream();
        jdbc.query(
                "SELECT entries FROM tree_part WHERE run = ? AND id = ? ORDER BY part",
                row -> {
                    bytes.writeBytes(row.getBytes(1));
                },
                run,
                id.hex());
        return EntryBytes.read(bytes.toByteArray());
    }
}
