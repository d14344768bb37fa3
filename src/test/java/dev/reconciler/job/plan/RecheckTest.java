package dev.reconciler.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.Evidence;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.compare.Window;
import dev.reconciler.job.RunFolder;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.IdTypes;
import dev.reconciler.model.Names;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.sort.SortedRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recheck only ever takes a finding back, or brings it up to date. */
class RecheckTest {
    private static final Names NAMES = Names.defaults();
    private static final Comparison COMPARISON = new Comparison(NAMES, IdTypes.ANY);
    private static final String TREE = "ab".repeat(20);

    private final BsonDocument sound = deploy().append("tree_id", new BsonString(TREE));
    private final List<RawBsonDocument> live = new ArrayList<>();
    private final Set<TreeId> asked = new TreeSet<>();

    @TempDir Path folder;

    @Test
    void a_finding_holds_while_its_deploy_is_as_it_was_and_its_candidates_are_to_be_proven() {
        live.add(raw(deploy()));

        assertThat(recheck(rowsOf(deploy()))).isEmpty();
        assertThat(asked).containsExactly(new TreeId(TREE));
    }

    @Test
    void a_finding_is_taken_back_where_the_platform_has_written_the_pointer_meanwhile() {
        live.add(raw(sound));

        assertThat(findingsAfter(rowsOf(deploy()))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void a_finding_is_taken_back_where_the_deploy_was_deleted_meanwhile() {
        assertThat(findingsAfter(rowsOf(deploy()))).isEmpty();
    }

    @Test
    void a_finding_that_still_holds_tells_of_the_deploy_as_it_is_by_now() {
        BsonDocument now = deploy().append("title", new BsonString("new"));
        live.add(raw(now));

        assertThat(findingsAfter(rowsOf(deploy()))).containsExactly(raw(now));
        assertThat(asked).containsExactly(new TreeId(TREE));
    }

    /** What whoever decides then reads. */
    private List<RawBsonDocument> findingsAfter(List<Sorted> rows) {
        RunFolder run = new RunFolder(folder);
        write(RunFiles.ROWS, run, rows);
        write(RunFiles.RECHECKED, run, recheck(rows));
        List<RawBsonDocument> findings = new ArrayList<>();
        try (CheckedRows checked = new CheckedRows(run, new byte[0])) {
            while (checked.next()) {
                checked.finding()
                        .map(finding -> EvidenceCodec.finding(finding, NAMES).live().raw())
                        .ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static void write(RunFiles file, RunFolder run, List<Sorted> rows) {
        SortedRuns runs = SortedRuns.open(file.runs(run), 0);
        rows.forEach(row -> runs.add(row.key(), row.value()));
        runs.merge(file.in(run));
    }

    private List<Sorted> recheck(List<Sorted> rows) {
        List<Sorted> findings =
                rows.stream()
                        .map(row ->
                                new Sorted(row.key(), RowCodec.finding(row.value()).orElseThrow()))
                        .toList();
        List<Sorted> changed = new ArrayList<>();
        new Recheck(
                        COMPARISON,
                        Window.NONE,
                        (collection, ids, take) -> live.forEach(take),
                        asked::addAll)
                .of(findings, changed::add);
        return changed;
    }

    /** Of a deploy that has its pointer in the snapshot. */
    private List<Sorted> rowsOf(BsonDocument then) {
        Evidence evidence =
                new Evidence(
                        Optional.of(Deploy.of(raw(sound), NAMES)),
                        Optional.empty(),
                        Optional.empty(),
                        Evidence.Publishers.NONE);
        return RowCodec.rows(COMPARISON.assess(Deploy.of(raw(then), NAMES), evidence), Window.NONE);
    }

    private static BsonDocument deploy() {
        return new BsonDocument("_id", new BsonString("d"))
                .append("site_id", new BsonString("s"))
                .append("account_id", new BsonString("a"))
                .append("context", new BsonString("production"))
                .append("created_at", new BsonDateTime(0))
                .append("state", new BsonString("ready"));
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }
}
