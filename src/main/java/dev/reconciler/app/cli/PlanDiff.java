package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.Difference;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanLines;
import dev.reconciler.source.sort.SortedCursor;
import dev.reconciler.source.sort.SortedFile;
import dev.reconciler.source.sort.SortedRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Two plans held against each other by deploy, whatever order each of them has. Both are sorted in
 * a folder of their own, so that memory does not grow with them.
 */
final class PlanDiff {
    private static final int MEMORY = 16 << 20;

    private final FrozenPlan first;
    private final FrozenPlan second;
    private final Map<String, Long> ofFirst = new TreeMap<>();
    private final Map<String, Long> ofSecond = new TreeMap<>();

    PlanDiff(FrozenPlan first, FrozenPlan second) {
        this.first = first;
        this.second = second;
    }

    /** How many entries of each remedy the plans have, once they were gone through. */
    List<Map<String, Long>> remedies() {
        return List.of(ofFirst, ofSecond);
    }

    /** Tells each difference, in the order of the deploys. */
    void each(Consumer<Difference> take) {
        try {
            Path folder = Files.createTempDirectory("reconciler-diff");
            try {
                merge(
                        sorted(first, folder.resolve("first"), ofFirst),
                        sorted(second, folder.resolve("second"), ofSecond),
                        take);
            } finally {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(
                    "the plans cannot be sorted: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "Make room there, or name another folder: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
                    e);
        }
    }

    private static SortedFile sorted(FrozenPlan plan, Path place, Map<String, Long> remedies) {
        SortedRuns runs = SortedRuns.open(place, 0, MEMORY);
        try (Stream<Entry> entries = plan.entries()) {
            entries.forEach(entry -> {
                remedies.merge(entry.remedy().text(), 1L, Long::sum);
                runs.add(
                        entry.deploy().key(), PlanLines.of(entry).getBytes(StandardCharsets.UTF_8));
            });
        }
        return runs.merge(place.resolve("entries.sorted"));
    }

    private void merge(SortedFile one, SortedFile other, Consumer<Difference> take) {
        try (SortedCursor a = one.cursor();
                SortedCursor b = other.cursor()) {
            boolean moreOfA = a.next();
            boolean moreOfB = b.next();
            while (moreOfA || moreOfB) {
                int order = order(moreOfA, a, moreOfB, b);
                Optional<Entry> here = order <= 0 ? Optional.of(entry(a)) : Optional.empty();
                Optional<Entry> there = order >= 0 ? Optional.of(entry(b)) : Optional.empty();
                difference(here, there).ifPresent(take);
                moreOfA = order <= 0 ? a.next() : moreOfA;
                moreOfB = order >= 0 ? b.next() : moreOfB;
            }
        }
    }

    /** Which of the two comes first; what has ended comes last. */
    private static int order(boolean moreOfA, SortedCursor a, boolean moreOfB, SortedCursor b) {
        if (moreOfA && moreOfB) {
            return Arrays.compareUnsigned(a.key(), b.key());
        }
        return moreOfA ? -1 : 1;
    }

    private static Entry entry(SortedCursor at) {
        return PlanLines.entry(new String(at.value(), StandardCharsets.UTF_8));
    }

    private Optional<Difference> difference(Optional<Entry> here, Optional<Entry> there) {
        return here.isPresent() && there.isPresent()
                ? Difference.between(here.get(), there.get(), first.header().names())
                : Optional.of(Difference.only(here, there));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
