package dev.reconciler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Gatherer;

/**
 * Tells when what is in memory at once is enough: so many items or so many bytes, whichever is
 * reached first. The item that reaches them belongs to the portion, so that one that is larger than
 * all of it has its turn, too. Not for several threads.
 */
public final class Portion {
    /**
     * A chunk's bytes: thousands of documents as they usually are, though a single one may have 16
     * MB. Bytes are those of a document or a line; the objects made of them take a few times as
     * much.
     */
    public static final long BYTES = 4 << 20;

    private final int mostItems;
    private final long mostBytes;
    private int items;
    private long bytes;

    /** So many items, or {@link #BYTES}. */
    public Portion(int mostItems) {
        this(mostItems, BYTES);
    }

    /** So many items or so many bytes. */
    public Portion(int mostItems, long mostBytes) {
        this.mostItems = mostItems;
        this.mostBytes = mostBytes;
    }

    /**
     * Gathers what comes into portions, as {@code Gatherers.windowFixed} does by number alone.
     *
     * @param size about how many bytes an item has
     */
    public static <T> Gatherer<T, ?, List<T>> windows(int most, ToLongFunction<? super T> size) {
        return Gatherer.ofSequential(
                () -> new Window<T>(new Portion(most), new ArrayList<>()),
                (window, item, windows) -> {
                    window.portion.add(size.applyAsLong(item));
                    window.items.add(item);
                    return !window.portion.isFull() || window.pushTo(windows);
                },
                (window, windows) -> {
                    if (!window.items.isEmpty()) {
                        window.pushTo(windows);
                    }
                });
    }

    private record Window<T>(Portion portion, List<T> items) {
        boolean pushTo(Gatherer.Downstream<? super List<T>> windows) {
            List<T> some = List.copyOf(items);
            items.clear();
            portion.clear();
            return windows.push(some);
        }
    }

    /** Takes an item of that size in. */
    public void add(long size) {
        items++;
        bytes += size;
    }

    /** Whether the next item belongs to another portion. */
    public boolean isFull() {
        return items >= mostItems || bytes >= mostBytes;
    }

    /** Begins the next one. */
    public void clear() {
        items = 0;
        bytes = 0;
    }
}
