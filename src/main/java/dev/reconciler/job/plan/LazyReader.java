package dev.reconciler.job.plan;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** A reader that is made when its step begins, since it needs what earlier steps left behind. */
final class LazyReader<T> implements ItemStreamReader<T> {
    private final Supplier<? extends ItemStreamReader<T>> maker;
    private @Nullable ItemStreamReader<T> reader;

    LazyReader(Supplier<? extends ItemStreamReader<T>> maker) {
        this.maker = maker;
    }

    @Override
    public void open(ExecutionContext context) {
        reader = maker.get();
        reader.open(context);
    }

    @Override
    public @Nullable T read() throws Exception {
        return made().read();
    }

    @Override
    public void update(ExecutionContext context) {
        made().update(context);
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private ItemStreamReader<T> made() {
        if (reader == null) {
            throw new IllegalStateException("the step has not begun");
        }
        return reader;
    }
}
