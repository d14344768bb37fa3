package dev.reconciler.job;

import java.time.Instant;
import java.util.Comparator;
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

    /** All steps that have begun, in that order. */
    synchronized List<StepStatus> steps() {
        return lines.values().stream()
                .flatMap(line -> line.status().stream())
                .sorted(Comparator.comparing(StepStatus::startedAt))
                .toList();
    }

    /** A step begins with its first unit of work, however early it was asked for. */
    private static final class Line implements Step {
        private final String name;
        private final long before;
        private final String unit;
        private final LongAdder done = new LongAdder();
        private final AtomicLong total;
        private volatile Optional<Instant> startedAt = Optional.empty();
        private volatile Optional<Instant> endedAt = Optional.empty();

        Line(String name, long before, long total, String unit) {
            this.name = name;
            this.before = before;
            this.total = new AtomicLong(total);
            this.unit = unit;
        }

        @Override
        public void advance(long more) {
            begin();
            done.add(more);
        }

        @Override
        public void total(long newTotal) {
            total.set(newTotal);
        }

        @Override
        public void close() {
            begin();
            endedAt = Optional.of(Instant.now());
        }

        private void begin() {
            if (startedAt.isEmpty()) {
                startedAt = Optional.of(Instant.now());
            }
            if (endedAt.isPresent()) {
                endedAt = Optional.empty();
            }
        }

        Optional<StepStatus> status() {
            long now = before + done.sum();
            return startedAt.map(
                    start -> new StepStatus(name, before, now, total.get(), unit, start, endedAt));
        }
    }
}
