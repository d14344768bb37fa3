package dev.reconciler.job;

import dev.reconciler.model.Portion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Gives what another reader reads by the page: so many items, or so many bytes of them (see {@link
 * Portion}). A step that reads pages commits after each, since the framework's own chunks know a
 * number of items only.
 */
public final class Pages<T> implements ItemStreamReader<List<T>> {
    private final ItemStreamReader<T> items;
    private final int most;
    private final ToLongFunction<? super T> size;

    /**
     * @param most how many items a page may have
     * @param size about how many bytes an item has
     */
    public Pages(ItemStreamReader<T> items, int most, ToLongFunction<? super T> size) {
        this.items = items;
        this.most = most;
        this.size = size;
    }

    @Override
    public void open(ExecutionContext context) {
        items.open(context);
    }

    @Override
    public @Nullable List<T> read() throws Exception {
        List<T> page = new ArrayList<>();
        Portion portion = new Portion(most);
        while (!portion.isFull()) {
            T item = items.read();
            if (item == null) {
                break;
            }
            page.add(item);
            portion.add(size.applyAsLong(item));
        }
        return page.isEmpty() ? null : page;
    }

    @Override
    public void update(ExecutionContext context) {
        items.update(context);
    }

    @Override
    public void close() {
        items.close();
    }
}
