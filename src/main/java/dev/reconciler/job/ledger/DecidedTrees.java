package dev.reconciler.job.ledger;

import dev.reconciler.job.ledger.GrowingTable.Column;
import dev.reconciler.job.ledger.GrowingTable.Kind;
import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Trees that people named for deploys. One that was signed and applied is no damage to the pointer,
 * whatever the evidence has: else the next plan would take it away again.
 */
public final class DecidedTrees {
    private final JdbcTemplate jdbc;
    private final GrowingTable table;

    DecidedTrees(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.table = table(jdbc);
    }

    static GrowingTable table(JdbcTemplate jdbc) {
        return new GrowingTable(
                jdbc,
                "decided_tree",
                List.of(new Column("deploy_key", Kind.BYTES), new Column("tree", Kind.TEXT)),
                GrowingTable.OF_WORDS);
    }

    /** A plan gives these trees to these deploys, and no others; may be said again. */
    public void keep(String plan, Map<Id, TreeId> trees) {
        if (table.last(plan).isEmpty()) {
            table.add(
                    plan,
                    trees.entrySet().stream()
                            .map(given ->
                                    List.<Optional<?>>of(
                                            Optional.of(LedgerKey.of(given.getKey())),
                                            Optional.of(given.getValue().hex())))
                            .toList());
        }
    }

    /**
     * Whether an applied plan of ours gave a deploy a tree. All of them are read now, since people
     * have named them.
     *
     * @param collection where deploys are
     * @throws dev.reconciler.model.Problem where somebody has changed them
     */
    public BiPredicate<Id, TreeId> applied(String collection) {
        jdbc.queryForList("SELECT DISTINCT plan FROM decided_tree", String.class)
                .forEach(plan -> table.verify(plan, row -> {}));
        Set<String> given = new HashSet<>();
        jdbc.query(
                "SELECT d.deploy_key, d.tree FROM decided_tree d WHERE EXISTS (SELECT 1 FROM write_result w"
                        + " WHERE w.plan = d.plan AND w.collection = ? AND w.document_key = d.deploy_key AND w.result = 'applied')",
                row -> {
                    given.add(name(row.getBytes(1), row.getString(2)));
                },
                collection);
        return given.isEmpty()
                ? (deploy, tree) -> false
                : (deploy, tree) -> given.contains(name(LedgerKey.of(deploy), tree.hex()));
    }

    private static String name(byte[] deployKey, String tree) {
        return HexFormat.of().formatHex(deployKey) + " " + tree;
    }
}
