package dev.reconciler.job.plan;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Comparison;
import dev.reconciler.compare.DeployMerge;
import dev.reconciler.compare.RowCodec;
import dev.reconciler.compare.RowCodec.Sorted;
import dev.reconciler.compare.Window;
import dev.reconciler.job.Exit;
import dev.reconciler.job.Progress;
import dev.reconciler.job.Run;
import dev.reconciler.job.Sources;
import dev.reconciler.job.ledger.TallyTable;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Undecodable;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.ReadAhead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads live deploys in the order of their ids, and compares each with what else is known of it.
 * Only the bytes of its rows go on, since a chunk of whole documents would outlive its collections
 * in a small heap. Its position is the last id; what it counted until then is kept with it.
 */
final class CompareReader implements ItemStreamReader<List<Sorted>> {
    static final String LIVE = "deploys";
    static final String DELETED = "deleted";
    static final String UNVOUCHED = "unvouched";
    static final String UNREADABLE = "deploys unreadable";

    private static final String POSITION = "compare";
    private static final String ENDED = "compare ended";
    private static final List<String> COUNTS = List.of(LIVE, DELETED, UNVOUCHED, UNREADABLE);

    private final Sources sources;
    private final Run run;
    private final TallyTable tally;
    private final Comparison comparison;
    private final Window window;
    private final Map<String, Long> counts = new HashMap<>();

    private Optional<Id> last = Optional.empty();
    private @Nullable DocumentCursor live;
    private @Nullable DeployMerge merge;
    private Progress.@Nullable Step step;
    private boolean ended;

    CompareReader(
            Sources sources, Run run, TallyTable tally, Comparison comparison, Window window) {
        this.sources = sources;
        this.run = run;
        this.tally = tally;
        this.comparison = comparison;
        this.window = window;
    }

    @Override
    public void open(ExecutionContext context) {
        Map<String, Long> before = tally.all();
        COUNTS.forEach(name -> counts.put(name, before.getOrDefault(name, 0L)));
        last = run.position(POSITION).flatMap(Id::fromJson);
        KeyRange rest = new KeyRange(last, Optional.empty());
        live = new ReadAhead(() -> sources.live().open(comparison.names().deploys(), rest));
        merge =
                new DeployMerge(
                        comparison.names(),
                        cursor(RunFiles.SNAPSHOT),
                        cursor(RunFiles.LOG),
                        cursor(RunFiles.BUILDS),
                        cursor(RunFiles.PUBLISHERS));
        step =
                run.progress()
                        .step(
                                "compare",
                                count(LIVE),
                                before.getOrDefault(SurveyStep.LIVE_DEPLOYS, 0L),
                                "deploys");
        ended = hasEnded(run);
        if (last.isPresent()) {
            merge.evidenceOf(last.get(), (deploy, sites) -> {});
        }
    }

    private SortedFileCursor cursor(RunFiles file) {
        return new SortedFileCursor(
                last.isPresent()
                        ? file.open(run.folder()).cursorFrom(last.get().key())
                        : file.open(run.folder()).cursor());
    }

    @Override
    public @Nullable List<Sorted> read() {
        while (!ended) {
            Optional<Item> item = opened(live).next();
            if (item.isEmpty()) {
                opened(merge).passRest(this::deleted);
                ended = true;
                return null;
            }
            Optional<Assessment> assessment = assess(item.get());
            if (assessment.isPresent()) {
                return RowCodec.rows(assessment.get(), window);
            }
        }
        return null;
    }

    private Optional<Assessment> assess(Item item) {
        return switch (item) {
            case Item.Document document -> decode(document);
            case Item.Unreadable bad -> unreadable(bad.where() + ": " + bad.why());
            case Item.Truncated end -> unreadable(end.where() + ": " + end.why());
        };
    }

    private Optional<Assessment> decode(Item.Document document) {
        try {
            return Optional.of(assess(Deploy.of(document.document(), comparison.names())));
        } catch (Undecodable e) {
            return unreadable(
                    "the live deploy after "
                            + last.map(Id::text).orElse("none")
                            + ": "
                            + e.getMessage());
        }
    }

    private Assessment assess(Deploy deploy) {
        if (last.isPresent() && last.get().compareTo(deploy.id()) >= 0) {
            throw new Problem(
                    "the live server gives deploys in another order than that of their ids",
                    deploy.id().text() + " came after " + last.get().text(),
                    "This server cannot be compared with; report its kind and version");
        }
        Assessment assessment =
                comparison.assess(deploy, opened(merge).evidenceOf(deploy.id(), this::deleted));
        last = Optional.of(deploy.id());
        add(LIVE);
        opened(step).advance(1);
        if (assessment.hasUnvouchedPointer()) {
            add(UNVOUCHED);
        }
        deploy.text(DeployField.STATE)
                .filter(state -> !DeployState.isKnown(state))
                .ifPresent(state -> tally.remark("unknown state", state));
        return assessment;
    }

    private void deleted(Id deploy, List<Id> publishedBy) {
        add(DELETED);
        publishedBy.forEach(site ->
                tally.remark("deleted but published", deploy.text() + " by site " + site.text()));
    }

    private Optional<Assessment> unreadable(String what) {
        add(UNREADABLE);
        tally.remark("unreadable", what);
        return Optional.empty();
    }

    private void add(String count) {
        counts.merge(count, 1L, Long::sum);
    }

    private long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    @Override
    public void update(ExecutionContext context) {
        last.ifPresent(id -> run.position(POSITION, id.json()));
        tally.set(counts);
        if (ended) {
            end();
        }
    }

    /** What comes after the last live deploy is counted; a restart must not count it again. */
    private void end() {
        run.position(ENDED, "");
        if (count(UNREADABLE) > 0) {
            run.exit(Exit.INCOMPLETE);
        }
    }

    /** Whether no live deploy is left to be read. */
    static boolean hasEnded(Run run) {
        return run.position(ENDED).isPresent();
    }

    @Override
    public void close() {
        if (live != null) {
            live.close();
        }
        if (merge != null) {
            merge.close();
        }
        if (step != null) {
            step.close();
        }
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the reader is not open");
        }
        return part;
    }
}
