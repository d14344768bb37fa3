package dev.reconciler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reconciler.compare.EvidenceCodec;
import dev.reconciler.model.LogEntry;
import dev.reconciler.model.TreeId;
import dev.reconciler.source.pointerlog.LogCursor;
import dev.reconciler.source.pointerlog.LogItem;
import dev.reconciler.source.pointerlog.PointerLog;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files of a pointer log. */
class PointerLogFuzzTest {
    private static final int EACH = 20_000;

    @DictionaryEntries({
        "\"at\":\"2017-02-02T10:00:00Z\"",
        "\"deploy_id\":",
        "\"site_id\":",
        "\"tree_id\":",
        "$oid",
        "$numberLong",
        "$numberDecimal",
        "$numberDouble",
        "$date",
        "$binary",
        "$uuid",
        "$regularExpression",
        "$timestamp",
        "$dbPointer",
        "$symbol",
        "$code",
        "$scope",
        "$minKey",
        "$undefined",
        "$string"
    })
    @Tag("fuzz")
    @FuzzTest(maxDuration = "60s")
    void lines(byte[] file) {
        Bounded.run(file.length, EACH, () -> read(file));
    }

    @Test
    void seeds_and_their_mutants() throws IOException {
        Mutants.of(PointerLogFuzzTest.class, "lines", this::lines);
    }

    private static void read(byte[] file) {
        try (LogCursor log = PointerLog.open(new Bytes("pointers.jsonl", file)).cursor()) {
            for (Optional<LogItem> item = log.next(); item.isPresent(); item = log.next()) {
                switch (item.get()) {
                    case LogItem.Entry entry -> check(entry);
                    case LogItem.UnreadableLine line -> Told.check(line.why());
                    case LogItem.UnreadableFile unreadable -> Told.check(unreadable.why());
                }
            }
        }
    }

    private static void check(LogItem.Entry entry) {
        Values.check(entry.deploy());
        entry.site().ifPresent(Values::check);
        LogEntry kept =
                new LogEntry(
                        entry.at(), entry.deploy(), entry.site(), entry.tree().flatMap(TreeId::of));
        assertThat(EvidenceCodec.logEntry(EvidenceCodec.encode(kept))).isEqualTo(kept);
    }
}
