package dev.reconciler.source;

import dev.reconciler.model.Portion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Reads a cursor on a thread of its own, a few batches ahead, so that waiting for a server and
 * working on what it sent overlap. What fails on that thread fails here, at the same place in the
 * order.
 */
public final class ReadAhead implements DocumentCursor {
    private static final int BATCH = 500;
    private static final int BYTES = 1 << 20;
    private static final int BATCHES_AHEAD = 4;

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final Thread thread;
    private Iterator<Item> items = List.<Item>of().iterator();
    private Optional<Throwable> failure = Optional.empty();
    private boolean ended;
    private long bytes;

    /**
     * @param last whether nothing follows; @param failure why not, where that is not the end
     */
    private record Batch(List<Item> items, boolean last, Optional<Throwable> failure, long bytes) {}

    /**
     * @param opens the cursor; it is opened, read and closed on the thread of its own
     */
    public ReadAhead(Supplier<DocumentCursor> opens) {
        this.thread = Thread.ofPlatform().daemon().name("read-ahead").start(() -> readAll(opens));
    }

    private void readAll(Supplier<DocumentCursor> opens) {
        List<Item> batch = new ArrayList<>(BATCH);
        Portion portion = new Portion(BATCH, BYTES);
        try (DocumentCursor cursor = opens.get()) {
            Optional<Item> item = cursor.next();
            while (item.isPresent()) {
                batch.add(item.get());
                portion.add(item.get().size());
                if (portion.isFull()) {
                    queue.put(new Batch(batch, false, Optional.empty(), cursor.bytesRead()));
                    batch = new ArrayList<>(BATCH);
                    portion.clear();
                }
                item = cursor.next();
            }
            queue.put(new Batch(batch, true, Optional.empty(), cursor.bytesRead()));
        } catch (InterruptedException e) {
            // Closed: nobody waits for more.
            return;
        } catch (RuntimeException | Error e) {
            // An error, too: nobody else on this thread would tell it, and the reader would wait.
            offer(new Batch(batch, true, Optional.of(e), bytes));
        }
    }

    private void offer(Batch batch) {
        try {
            queue.put(batch);
        } catch (InterruptedException e) {
            // Closed meanwhile.
            return;
        }
    }

    @Override
    public Optional<Item> next() {
        while (!items.hasNext() && !ended) {
            take();
        }
        if (items.hasNext()) {
            return Optional.of(items.next());
        }
        if (failure.isPresent()) {
            throw again(failure.get());
        }
        return Optional.empty();
    }

    private static RuntimeException again(Throwable failure) {
        return switch (failure) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(failure);
        };
    }

    private void take() {
        try {
            Batch batch = queue.take();
            items = batch.items().iterator();
            ended = batch.last();
            failure = batch.failure();
            bytes = batch.bytes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    @Override
    public long bytesRead() {
        return bytes;
    }

    /** Stops reading; what was read ahead is thrown away. */
    @Override
    public void close() {
        thread.interrupt();
        queue.clear();
    }
}
