package dev.reconciler.job.ledger;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Journal;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.model.Id;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The writes of one plan. Backups are committed on their own; results together with the chunk that they belong to. */
public final class JournalTable implements Journal {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int LONGEST = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate alone;
    private final long run;
    private final String plan;
    private final Clock clock;

    /** @param alone begins a transaction of its own, whatever goes on */
    JournalTable(JdbcTemplate jdbc, TransactionTemplate alone, long run, String plan, Clock clock) {
        this.jdbc = jdbc;
        this.alone = alone;
        this.run = run;
        this.plan = plan;
        this.clock = clock;
    }

    @Override
    public void backUp(List<Backup> backups) {
        alone.executeWithoutResult(status -> {
            Chain chain = new Chain(jdbc, "backup");
            List<Object[]> rows = new ArrayList<>();
            backups.forEach(backup -> rows.add(row(backup, chain)));
            jdbc.batchUpdate(
                    "INSERT INTO backup (plan, entry, write_number, collection, document_key, document, updated_at, made_at,"
                            + " chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    rows);
        });
    }

    private Object[] row(Backup backup, Chain chain) {
        Place place = backup.place();
        byte[] document = bytes(backup.document());
        OffsetDateTime now = time(clock.instant());
        String digest = chain.next(
                plan, place.entry(), place.write(), place.collection(), document, backup.updatedAt().toEpochMilli());
        return new Object[] {
            plan, place.entry(), place.write(), place.collection(), LedgerKey.of(place.id()), document,
            time(backup.updatedAt()), now, digest
        };
    }

    @Override
    public List<Backup> backups(Collection<Place> places) {
        List<Backup> backups = new ArrayList<>();
        for (Place place : places) {
            backups.addAll(jdbc.query(
                    "SELECT document, updated_at FROM backup WHERE plan = ? AND entry = ? AND write_number = ? ORDER BY seq",
                    (row, n) -> new Backup(
                            place,
                            new RawBsonDocument(row.getBytes(1)),
                            row.getObject(2, OffsetDateTime.class).toInstant()),
                    plan,
                    place.entry(),
                    place.write()));
        }
        return backups;
    }

    @Override
    public void record(Place place, WriteResult result) {
        @Nullable OffsetDateTime updatedAt = null;
        byte @Nullable [] replaced = null;
        @Nullable String why = null;
        switch (result) {
            case WriteResult.Applied applied -> {
                updatedAt = time(applied.updatedAt());
                replaced = applied.replaced().map(JournalTable::bytes).orElse(null);
            }
            case WriteResult.Conflict conflict -> why = bounded(conflict.why());
            case WriteResult.Unknown unknown -> why = bounded(unknown.why());
            case WriteResult.AlreadyApplied already -> {}
        }
        String digest = new Chain(jdbc, "write_result")
                .next(plan, run, place.entry(), place.write(), place.collection(), result.text(), why, replaced);
        jdbc.update(
                "INSERT INTO write_result (plan, run, entry, write_number, collection, document_key, result, why, updated_at,"
                        + " replaced, made_at, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                plan,
                run,
                place.entry(),
                place.write(),
                place.collection(),
                LedgerKey.of(place.id()),
                result.text(),
                why,
                updatedAt,
                replaced,
                time(clock.instant()),
                digest);
    }

    @Override
    public void finish(EntryOutcome outcome) {
        jdbc.update(
                "INSERT INTO entry_result (plan, entry, run, holds, made_at) VALUES (?, ?, ?, ?, ?)",
                plan,
                outcome.entry(),
                run,
                outcome.holds(),
                time(clock.instant()));
    }

    /** Whether an entry has had its turn and every document of it was as planned then; empty before its turn. */
    public Optional<Boolean> holds(long entry) {
        return jdbc
                .query(
                        "SELECT holds FROM entry_result WHERE plan = ? AND entry = ?",
                        (row, n) -> row.getBoolean(1),
                        plan,
                        entry)
                .stream()
                .findFirst();
    }

    /** Keeps what was found when an entry's documents were read again. @param result name of a report's entry result */
    public void confirm(long entry, Id deploy, String result) {
        jdbc.update(
                "INSERT INTO confirmation (plan, entry, deploy_key, result, made_at) VALUES (?, ?, ?, ?, ?)",
                plan,
                entry,
                LedgerKey.of(deploy),
                result,
                time(clock.instant()));
    }

    /** What {@link #confirm} kept of a deploy's entry. */
    public Optional<String> confirmation(Id deploy) {
        return jdbc
                .query(
                        "SELECT result FROM confirmation WHERE plan = ? AND deploy_key = ?",
                        (row, n) -> row.getString(1),
                        plan,
                        LedgerKey.of(deploy))
                .stream()
                .findFirst();
    }

    /** How many entries have that confirmation. */
    public long confirmations(String result) {
        Long count = jdbc.queryForObject(
                "SELECT COUNT(*) FROM confirmation WHERE plan = ? AND result = ?", Long.class, plan, result);
        return count == null ? 0 : count;
    }

    /** When the last entry was read again. */
    public Optional<Instant> appliedAt() {
        return jdbc
                .query(
                        "SELECT MAX(made_at) FROM confirmation WHERE plan = ?",
                        (row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)),
                        plan)
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(OffsetDateTime::toInstant);
    }

    /** Keeps who stood behind the plan, or applied it. @param fingerprint of the key; empty for who applied it */
    public void admit(String role, String person, Optional<String> fingerprint) {
        String digest = new Chain(jdbc, "admission").next(plan, run, person, fingerprint.orElse(null), role);
        jdbc.update(
                "INSERT INTO admission (plan, run, person, fingerprint, role, made_at, chain) VALUES (?, ?, ?, ?, ?, ?, ?)",
                plan,
                run,
                bounded(person),
                fingerprint.orElse(null),
                role,
                time(clock.instant()),
                digest);
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String bounded(String text) {
        String clean = text.replace('\0', '\uFFFD');
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
    }

    private static byte[] bytes(BsonValue value) {
        return bytes(new RawBsonDocument(new BsonDocument("v", value), CODEC));
    }

    private static byte[] bytes(RawBsonDocument document) {
        ByteBuffer buffer = document.getByteBuffer().asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static BsonValue value(byte[] bytes) {
        return Objects.requireNonNull(new RawBsonDocument(bytes).decode(CODEC).get("v"));
    }
}
