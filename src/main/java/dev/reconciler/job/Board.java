package dev.reconciler.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Collects what steps tell; whoever shows it looks when it wants to. */
final class Board implements Progress {
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Watcher watcher;

    Board(Watcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public synchronized Step step(String name, long done, long total, String unit) {
        return lines.computeIfAbsent(name, key -> new Line(name, done, total, unit));
    }

    @Override
    public synchronized void say(String label, String text) {
        watcher.say(label, text);
    }

    /** All steps so far, in the order in which they began. */
    synchronized List<StepStatus> steps() {
        List<StepStatus> steps = new ArrayList<>();
        lines.values().forEach(line -> steps.add(line.status()));
        return steps;
    }

    private static final class Line implements Step {
        private final String name;
        private final long before;
        private final String unit;
        private final Instant startedAt = Instant.now();
        private final LongAdder done = new LongAdder();
        private final AtomicLong total;
        private volatile Optional<Instant> endedAt = Optional.empty();

        Line(String name, long before, long total, String unit) {
            this.name = name;
            this.before = before;
            this.total = new AtomicLong(total);
            this.unit = unit;
        }

        @Override
        public void advance(long more) {
            done.add(more);
        }

        @Override
        public void total(long newTotal) {
            total.set(newTotal);
        }

        @Override
        public void close() {
            if (endedAt.isEmpty()) {
                endedAt = Optional.of(Instant.now());
            }
        }

        StepStatus status() {
            return new StepStatus(
                    name, before, before + done.sum(), total.get(), unit, startedAt, endedAt);
        }
    }
}
