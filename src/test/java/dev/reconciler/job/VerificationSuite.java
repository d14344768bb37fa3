package dev.reconciler.job;

import static dev.reconciler.source.store.FaultyStore.faulty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.job.Request.Plan;
import dev.reconciler.job.ledger.Holder;
import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.ObjectsTable;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.DamagedFile.Kind;
import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.store.InMemoryStore;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.Prover;
import dev.reconciler.verify.ReadableTree;
import dev.reconciler.verify.TreeAnswer;
import dev.reconciler.verify.UnreadTree;
import dev.reconciler.verify.UnreadableTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.support.TransactionTemplate;

/** What the step finds out, piece by piece, whichever database the ledger is in. */
abstract class VerificationSuite {
    private static final String NOBODY = "0123456789".repeat(4);

    private final InMemoryStore store = new InMemoryStore();
    private final Board board = new Board(Watcher.none());
    private Ledger ledger;
    private long runId;
    private ObjectsTable objects;

    /** An address that was never used before. */
    abstract LedgerAddress fresh();

    @BeforeEach
    void open() {
        ledger = Ledger.open(fresh());
        runId = ledger.runs().begin(new Plan().asked(), "digest", Holder.current()).id();
        objects = ledger.objects(runId);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void each_object_is_read_once_however_many_share_it() {
        String logo = store.blob("logo");
        TreeId shared = store.tree(tree(file("logo.png", logo, 4)));
        List<TreeId> roots =
                IntStream.range(0, 300)
                        .mapToObj(i -> store.tree(tree(dir("all", shared), dir("n" + i, shared))))
                        .toList();

        objects.ask(roots);
        verify(store);

        assertThat(roots)
                .allSatisfy(root -> assertThat(answer(root)).isInstanceOf(IntactTree.class));
        assertThat(((IntactTree) answer(roots.getFirst())).files()).isEqualTo(2);
        assertThat(store.readsOf("blobs/" + logo)).isEqualTo(1);
        assertThat(store.readsOf("trees/" + shared)).isEqualTo(1);
        assertThat(store.readsOf("trees/" + roots.get(299))).isEqualTo(1);
    }

    @Test
    void asking_again_leaves_nothing_to_do_and_asking_for_more_leaves_just_that() {
        TreeId first = store.tree(tree(file("a", store.blob("a"), 1)));
        TreeId second = store.tree(tree(dir("first", first)));
        objects.ask(List.of(first));
        verify(store);
        objects.ask(List.of(first, first));
        assertThat(ledger.objectsWork(runId).next()).isEmpty();

        objects.ask(List.of(first, second));
        assertThat(ledger.objectsWork(runId).left()).isEqualTo(1);
        verify(store);

        assertThat(answer(second)).isInstanceOf(IntactTree.class);
        assertThat(store.readsOf("trees/" + first)).isEqualTo(1);
    }

    @Test
    void damage_of_every_kind_is_kept_with_its_reason() {
        TreeId corrupt = store.tree("[]");
        TreeId lost = new TreeId(NOBODY);
        String flipped = store.blob("right");
        store.put("blobs/" + flipped, "wrong".getBytes(StandardCharsets.UTF_8));
        TreeId root = store.tree(tree(dir("a", corrupt), dir("b", lost)));
        TreeId files =
                store.tree(
                        tree(
                                file("gone", NOBODY, 1),
                                file("flipped", flipped, 5),
                                file("short", store.blob("abc"), 4),
                                file("right", store.blob("abc"), 3)));

        objects.ask(List.of(root, files, corrupt, lost));
        verify(store);

        assertThat(answer(root))
                .isInstanceOfSatisfying(
                        UnreadableTree.class,
                        u -> {
                            assertThat(u.missing()).isTrue();
                            assertThat(u.corrupt()).isTrue();
                            assertThat(u.why()).endsWith(" at a/ is corrupt: it is no JSON object");
                        });
        assertThat(((UnreadableTree) answer(lost)).missing()).isTrue();
        assertThat(((ReadableTree) answer(files)).damaged())
                .containsExactly(
                        new DamagedFile("flipped", Kind.CORRUPT),
                        new DamagedFile("gone", Kind.MISSING),
                        new DamagedFile("short", Kind.CORRUPT));
    }

    @Test
    void a_tree_of_ten_thousand_levels_is_not_followed_down() {
        TreeId id = store.tree(tree());
        for (int i = 0; i < 10_000; i++) {
            id = store.tree(tree(dir("d", id)));
        }
        objects.ask(List.of(id));
        verify(store);

        assertThat(((UnreadableTree) answer(id)).corrupt()).isTrue();
        assertThat(ledger.objectsWork(runId).total()).isEqualTo(256);
    }

    @Test
    void what_is_too_deep_below_one_root_is_looked_at_below_another() {
        TreeId bottom = store.tree(tree(file("a", store.blob("a"), 1)));
        TreeId middle = bottom;
        for (int i = 0; i < 150; i++) {
            middle = store.tree(tree(dir("d", middle)));
        }
        TreeId top = middle;
        for (int i = 0; i < 150; i++) {
            top = store.tree(tree(dir("d", top)));
        }
        objects.ask(List.of(top));
        verify(store);
        objects.ask(List.of(middle));
        verify(store);

        assertThat(answer(top)).isInstanceOf(UnreadableTree.class);
        assertThat(answer(middle)).isInstanceOf(IntactTree.class);
    }

    @Test
    void a_tree_with_more_entries_than_fit_into_a_row_is_kept_whole() {
        String logo = store.blob("logo");
        String[] files =
                IntStream.range(0, 30_000)
                        .mapToObj(i -> file("page-" + i, logo, i == 29_999 ? 5 : 4))
                        .toArray(String[]::new);
        TreeId id = store.tree(tree(files));
        objects.ask(List.of(id));
        verify(store);

        ReadableTree answer = (ReadableTree) answer(id);
        assertThat(answer.files()).isEqualTo(30_000);
        assertThat(answer.damaged()).containsExactly(new DamagedFile("page-29999", Kind.CORRUPT));
    }

    @Test
    void what_could_not_be_read_is_tried_once_more_at_the_end() {
        TreeId below = store.tree(tree(file("a", store.blob("a"), 1)));
        TreeId root = store.tree(tree(dir("d", below)));
        objects.ask(List.of(root));

        verify(faulty(store).refuses().forObject(below.hex()).once());

        assertThat(answer(root)).isInstanceOf(IntactTree.class);
    }

    @Test
    void what_cannot_be_read_the_second_time_either_is_left_at_that() {
        String secret = store.blob("secret");
        TreeId hidden = store.tree(tree(file("a", store.blob("a"), 1)));
        TreeId files = store.tree(tree(file("s", secret, 6)));
        TreeId root = store.tree(tree(dir("d", hidden)));
        objects.ask(List.of(root, files));

        verify(
                faulty(faulty(store).refuses().forObject(hidden.hex()))
                        .timesOut()
                        .forObject(secret));

        assertThat(answer(root)).isInstanceOf(UnreadTree.class);
        assertThat(((ReadableTree) answer(files)).unread().orElseThrow())
                .isEqualTo("file s was not read: the store did not answer in time");
        assertThat(store.readsOf("trees/" + hidden)).isEqualTo(2);
        assertThat(ledger.objectsWork(runId).left()).isZero();
    }

    @Test
    void a_store_that_is_down_fails_the_run_and_nothing_is_taken_for_unreadable() {
        TreeId root = store.tree(tree(file("a", store.blob("a"), 1)));
        objects.ask(List.of(root));

        assertThatThrownBy(() -> verify(new StoreThatIsDown(store))).isInstanceOf(Problem.class);
        assertThat(ledger.objectsWork(runId).left()).isEqualTo(1);

        verify(store);
        assertThat(answer(root)).isInstanceOf(IntactTree.class);
    }

    @Test
    void a_process_that_vanishes_after_any_piece_changes_nothing() {
        TreeId a = store.tree(tree(file("a", store.blob("a"), 1), file("x", NOBODY, 1)));
        TreeId b = store.tree(tree(dir("a", a), file("b", store.blob("b"), 1)));
        objects.ask(List.of(a, b));

        int pieces = 0;
        while (onePiece(store)) {
            pieces++;
        }

        assertThat(pieces).isEqualTo(3);
        assertThat(((ReadableTree) answer(b)).damaged())
                .containsExactly(new DamagedFile("a/x", Kind.MISSING));
    }

    @Test
    void progress_ends_with_all_that_there_is() {
        TreeId a = store.tree(tree(file("a", store.blob("a"), 1)));
        objects.ask(List.of(a));
        verify(store);
        objects.ask(List.of(store.tree(tree(dir("a", a)))));
        verify(faulty(store).cutsStream().once());

        assertThat(board.steps())
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.done()).isEqualTo(3);
                    assertThat(step.total()).isEqualTo(3);
                });
    }

    private TreeAnswer answer(TreeId id) {
        return Prover.prove(id, objects).orElseThrow();
    }

    private void verify(ObjectStore from) {
        Verification verification = verification(from);
        verification.open(new ExecutionContext());
        while (onePiece(verification)) {}
        verification.close();
    }

    private boolean onePiece(ObjectStore from) {
        return onePiece(verification(from));
    }

    /** As a chunk: all or nothing. */
    private boolean onePiece(Verification verification) {
        return Boolean.TRUE.equals(
                new TransactionTemplate(ledger.transactions())
                        .execute(status -> {
                            try {
                                var work = verification.read();
                                if (work == null) {
                                    return false;
                                }
                                verification.write(Chunk.of(verification.process(work)));
                                return true;
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }));
    }

    private Verification verification(ObjectStore from) {
        Run run =
                new Run(
                        runId,
                        new Plan(),
                        new RunFolder(Path.of("unused")),
                        ledger,
                        board,
                        new AtomicBoolean());
        return new Verification(
                ledger.objectsWork(runId), from, new InFlight(8), run, Duration.ZERO);
    }

    private static String tree(String... entries) {
        return Arrays.stream(entries).collect(Collectors.joining(",", "{\"entries\":[", "]}"));
    }

    private static String dir(String name, TreeId id) {
        return "{\"name\":\"%s\",\"type\":\"tree\",\"id\":\"%s\"}".formatted(name, id);
    }

    private static String file(String name, String id, long size) {
        return "{\"name\":\"%s\",\"type\":\"blob\",\"id\":\"%s\",\"size\":%d}"
                .formatted(name, id, size);
    }
}
