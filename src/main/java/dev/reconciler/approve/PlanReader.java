package dev.reconciler.approve;

import dev.reconciler.model.Portion;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Entries of an approved plan, one after the other, each proven to be what was signed. Not for
 * several threads.
 */
public final class PlanReader implements AutoCloseable {
    /**
     * An entry and its place in the plan.
     *
     * @param number from 1
     * @param size of its line in characters, by which many are bounded
     */
    public record Numbered(long number, Entry entry, int size) {
        /** One whose size does not matter. */
        public Numbered(long number, Entry entry) {
            this(number, entry, 0);
        }
    }

    private final FrozenPlan plan;
    private final PlanDigests digests;
    private final Path file;
    private final InputStream in;
    private final LongPredicate which;
    private Iterator<String> lines = List.<String>of().iterator();
    private int blocks;
    private long line;

    PlanReader(FrozenPlan plan, PlanDigests digests, LongPredicate which) {
        this.plan = plan;
        this.digests = digests;
        this.file = plan.folder().resolve(FrozenPlan.FILE);
        this.which = which;
        try {
            this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The next entry; empty at the end. The header is line 0. */
    public Optional<Numbered> next() {
        while (lines.hasNext() || nextBlock()) {
            String text = lines.next();
            long number = line++;
            if (number > 0 && which.test(number)) {
                return Optional.of(new Numbered(number, plan.entry(text), text.length()));
            }
        }
        return Optional.empty();
    }

    /** Those that come next, a {@link Portion} of so many at most; none at the end. */
    public List<Numbered> next(int most) {
        List<Numbered> some = new ArrayList<>();
        Portion portion = new Portion(most);
        Optional<Numbered> next = next();
        while (next.isPresent()) {
            some.add(next.get());
            portion.add(next.get().size());
            next = portion.isFull() ? Optional.empty() : next();
        }
        return some;
    }

    private boolean nextBlock() {
        try {
            byte[] block = PlanDigests.nextBlock(in);
            boolean atEnd = block.length == 0;
            if (atEnd ? blocks != digests.blocks().size() : !digests.has(blocks++, block)) {
                throw changed();
            }
            lines = new String(block, StandardCharsets.UTF_8).lines().iterator();
            return !atEnd;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Problem changed() {
        return new Problem(
                "the plan's file has changed since its approvals were checked",
                file.toString(),
                "Nothing of the changed part was applied. Find out who changed it, get the signed file back, and apply again");
    }

    private Problem unreadable(IOException cause) {
        return new Problem(
                "the plan cannot be read",
                file.toString(),
                "Let us read it, then apply again",
                cause);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
