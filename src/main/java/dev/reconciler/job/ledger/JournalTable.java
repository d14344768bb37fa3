package dev.reconciler.job.ledger;

import static dev.reconciler.job.ledger.GrowingTable.Kind.BYTES;
import static dev.reconciler.job.ledger.GrowingTable.Kind.NUMBER;
import static dev.reconciler.job.ledger.GrowingTable.Kind.TEXT;
import static dev.reconciler.job.ledger.GrowingTable.Kind.TIME;
import static dev.reconciler.job.ledger.GrowingTable.OF_DOCUMENTS;
import static dev.reconciler.job.ledger.GrowingTable.OF_WORDS;

import dev.reconciler.apply.Backup;
import dev.reconciler.apply.EntryOutcome;
import dev.reconciler.apply.Journal;
import dev.reconciler.apply.Place;
import dev.reconciler.apply.WriteResult;
import dev.reconciler.job.ledger.GrowingTable.Column;
import dev.reconciler.model.Id;
import dev.reconciler.plan.FrozenPlan;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The writes of one plan. A backup is committed on its own, before the write; results together with
 * the chunk that they belong to, so that they are never at odds with the step's position.
 */
public final class JournalTable implements Journal {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int LONGEST = 1_000;
    private static final int PAGE = 10_000;

    private static final List<Column> BACKUP =
            List.of(
                    new Column("entry", NUMBER),
                    new Column("write_number", NUMBER),
                    new Column("collection", TEXT),
                    new Column("document_key", BYTES),
                    new Column("document", BYTES),
                    new Column("updated_at", TIME),
                    new Column("made_at", TIME));
    private static final List<Column> RESULT =
            List.of(
                    new Column("run", NUMBER),
                    new Column("entry", NUMBER),
                    new Column("write_number", NUMBER),
                    new Column("collection", TEXT),
                    new Column("document_key", BYTES),
                    new Column("result", TEXT),
                    new Column("why", TEXT),
                    new Column("updated_at", TIME),
                    new Column("replaced", BYTES),
                    new Column("made_at", TIME));
    private static final List<Column> ADMISSION =
            List.of(
                    new Column("run", NUMBER),
                    new Column("person", TEXT),
                    new Column("fingerprint", TEXT),
                    new Column("role", TEXT),
                    new Column("made_at", TIME));

    private final JdbcTemplate jdbc;
    private final GrowingTable backups;
    private final GrowingTable results;
    private final GrowingTable admissions;
    private final GrowingTable confirmations;
    private final GrowingTable decided;
    private final TransactionTemplate alone;
    private final Runnable sync;
    private final long run;
    private final String plan;
    private final Clock clock;

    /**
     * @param alone begins a transaction of its own, whatever goes on
     * @param sync forces what was committed to the disk
     */
    JournalTable(
            JdbcTemplate jdbc,
            TransactionTemplate alone,
            Runnable sync,
            long run,
            String plan,
            Clock clock) {
        this.jdbc = jdbc;
        this.backups = new GrowingTable(jdbc, "backup", BACKUP, OF_DOCUMENTS);
        this.results = new GrowingTable(jdbc, "write_result", RESULT, OF_DOCUMENTS);
        this.admissions = new GrowingTable(jdbc, "admission", ADMISSION, OF_WORDS);
        this.confirmations = Confirmations.table(jdbc);
        this.decided = DecidedTrees.table(jdbc);
        this.alone = alone;
        this.sync = sync;
        this.run = run;
        this.plan = plan;
        this.clock = clock;
    }

    /**
     * Sees whether everything that was kept of this plan is as it was written, and nothing missing;
     * all of it as it is at one moment.
     *
     * @return how much there is
     * @throws dev.reconciler.model.Problem that names the row where it is not
     */
    public JournalCounts verify(FrozenPlan frozen) {
        JournalCheck check =
                new JournalCheck(
                        jdbc,
                        frozen,
                        new JournalCheck.Chains(
                                backups, results, admissions, List.of(confirmations, decided)));
        return Objects.requireNonNull(moment().execute(status -> check.check()));
    }

    /**
     * How far the record has come, on the disk; without what is not committed yet, and may never
     * be.
     */
    public JournalHeads heads() {
        SortedMap<String, String> digests = new TreeMap<>();
        outside()
                .executeWithoutResult(status -> {
                    sync.run();
                    for (GrowingTable table :
                            List.of(backups, results, admissions, confirmations, decided)) {
                        table.last(plan).ifPresent(digest -> digests.put(table.name(), digest));
                    }
                });
        return new JournalHeads(digests);
    }

    /** Shows every document that the plan has written, or may have, as it was before, each once. */
    public void overwritten(Consumer<Overwritten> take) {
        moment().executeWithoutResult(status -> Overwritten.each(jdbc, plan, take));
    }

    private TransactionTemplate outside() {
        return propagating(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    }

    private TransactionTemplate propagating(int behavior) {
        TransactionTemplate template =
                new TransactionTemplate(Objects.requireNonNull(alone.getTransactionManager()));
        template.setPropagationBehavior(behavior);
        return template;
    }

    private TransactionTemplate moment() {
        TransactionTemplate moment = propagating(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        moment.setReadOnly(true);
        return moment;
    }

    @Override
    public void backUp(List<Backup> some) {
        alone.executeWithoutResult(
                status -> backups.add(plan, some.stream().map(this::row).toList()));
        outside().executeWithoutResult(status -> sync.run());
    }

    private List<Optional<?>> row(Backup backup) {
        Place place = backup.place();
        return row(
                place.entry(),
                place.write(),
                place.collection(),
                LedgerKey.of(place.id()),
                bytes(backup.document()),
                backup.updatedAt(),
                clock.instant());
    }

    private static List<Optional<?>> row(Object... values) {
        List<Optional<?>> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value instanceof Optional<?> maybe ? maybe : Optional.of(value));
        }
        return row;
    }

    @Override
    public List<Backup> backups(Collection<Place> places) {
        List<Backup> backups = new ArrayList<>();
        for (Place place : places) {
            backups.addAll(
                    jdbc.query(
                            "SELECT document, updated_at FROM backup WHERE plan = ? AND entry = ? AND write_number = ? ORDER BY seq",
                            (row, n) ->
                                    new Backup(
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
    public void record(Map<Place, WriteResult> some) {
        results.add(
                plan,
                some.entrySet().stream().map(one -> row(one.getKey(), one.getValue())).toList());
    }

    private List<Optional<?>> row(Place place, WriteResult result) {
        Optional<String> why = Optional.empty();
        Optional<Instant> updatedAt = Optional.empty();
        Optional<byte[]> replaced = Optional.empty();
        switch (result) {
            case WriteResult.Applied applied -> {
                updatedAt = Optional.of(applied.updatedAt());
                replaced = applied.replaced().map(JournalTable::bytes);
            }
            case WriteResult.Conflict conflict -> {
                why = Optional.of(bounded(conflict.why()));
                updatedAt = conflict.attempt();
            }
            case WriteResult.Unknown unknown -> why = Optional.of(bounded(unknown.why()));
            case WriteResult.AlreadyApplied already -> {}
        }
        return row(
                run,
                place.entry(),
                place.write(),
                place.collection(),
                LedgerKey.of(place.id()),
                result.text(),
                why,
                updatedAt,
                replaced,
                clock.instant());
    }

    @Override
    public void finish(List<EntryOutcome> outcomes) {
        jdbc.batchUpdate(
                "INSERT INTO entry_result (plan, entry, run, holds, made_at) VALUES (?, ?, ?, ?, ?)",
                outcomes.stream()
                        .map(outcome ->
                                new Object[] {
                                    plan,
                                    outcome.entry(),
                                    run,
                                    outcome.holds(),
                                    time(clock.instant())
                                })
                        .toList());
    }

    /** Of entries those that have had their turn, and every document was as planned then. */
    public Set<Long> holding(Collection<Long> entries) {
        return entries.isEmpty()
                ? Set.of()
                : JdbcClient.create(jdbc)
                        .sql(
                                "SELECT entry FROM entry_result WHERE plan = :plan AND entry IN (:entries) AND holds")
                        .param("plan", plan)
                        .param("entries", entries)
                        .query((row, number) -> row.getLong(1))
                        .set();
    }

    /**
     * What was found when an entry's documents were read again.
     *
     * @param result name of a report's entry result
     */
    public record Confirmed(long entry, Id deploy, String result) {}

    /** Keeps what was found. */
    public void confirm(List<Confirmed> some) {
        confirmations.add(
                plan,
                some.stream()
                        .map(one ->
                                row(
                                        one.entry(),
                                        run,
                                        LedgerKey.of(one.deploy()),
                                        one.result(),
                                        clock.instant()))
                        .toList());
    }

    /** Numbers of the entries that have had their turn, in whichever run. */
    public BitSet finished() {
        return numbers("entry_result");
    }

    /** Numbers of the entries that were read again, in whichever run. */
    public BitSet confirmed() {
        return numbers("confirmation");
    }

    /** Numbers of those that got that confirmation, in whichever run. */
    public BitSet confirmed(String result) {
        return numbers("confirmation", " AND result = ?", result);
    }

    /** Numbers of the entries whose turn was cut off: there is a backup, and no result. */
    public BitSet cutOff() {
        BitSet numbers = numbers("backup");
        numbers.andNot(finished());
        return numbers;
    }

    private BitSet numbers(String table) {
        return numbers(table, "");
    }

    /** A bit per entry, and a page of rows at a time: memory does not grow with either. */
    private BitSet numbers(String table, String and, Object... values) {
        BitSet numbers = new BitSet();
        List<Long> page = page(table, and, values, 0);
        while (!page.isEmpty()) {
            page.forEach(entry -> numbers.set(Math.toIntExact(entry)));
            page = page(table, and, values, page.getLast());
        }
        return numbers;
    }

    private List<Long> page(String table, String and, Object[] values, long after) {
        List<Object> parameters = new ArrayList<>(List.of(plan, after));
        parameters.addAll(List.of(values));
        return jdbc.query(
                "SELECT DISTINCT entry FROM "
                        + table
                        + " WHERE plan = ? AND entry > ?"
                        + and
                        + " ORDER BY entry LIMIT "
                        + PAGE,
                (row, n) -> row.getLong(1),
                parameters.toArray());
    }

    /** Whether the plan was ever admitted. */
    public boolean hasAdmission() {
        return count("admission WHERE plan = ?", plan) > 0;
    }

    /** The run that writes it. */
    public long run() {
        return run;
    }

    /** Whether any entry has had its turn in this run. */
    public boolean hasBegun() {
        return count("entry_result WHERE plan = ? AND run = ?", plan, run) > 0;
    }

    /** How many entries met a conflict so far, in whichever run. */
    public long conflicts() {
        return count("entry_result WHERE plan = ? AND NOT holds", plan);
    }

    /** Whether one met a conflict in this run. */
    public boolean hasConflict() {
        return count("entry_result WHERE plan = ? AND run = ? AND NOT holds", plan, run) > 0;
    }

    /** How many entries were read again, in whichever run. */
    public long confirmations() {
        return count("confirmation WHERE plan = ?", plan);
    }

    /** How many entries have that confirmation, in whichever run. */
    public long confirmations(String result) {
        return count("confirmation WHERE plan = ? AND result = ?", plan, result);
    }

    /** Whether one got that confirmation in this run. */
    public boolean hasConfirmation(String result) {
        return count("confirmation WHERE plan = ? AND run = ? AND result = ?", plan, run, result)
                > 0;
    }

    private long count(String rows, Object... parameters) {
        Long count = jdbc.queryForObject("SELECT COUNT(*) FROM " + rows, Long.class, parameters);
        return count == null ? 0 : count;
    }

    /** Why each entry that met a conflict was left alone, by the entry's number. */
    public Map<Long, String> whyConflicts() {
        Map<Long, String> reasons = new TreeMap<>();
        jdbc.query(
                "SELECT entry, why FROM write_result WHERE plan = ? AND result = 'conflict' ORDER BY entry, write_number",
                (RowCallbackHandler) row -> reasons.putIfAbsent(row.getLong(1), row.getString(2)),
                plan);
        return reasons;
    }

    /** A write that was left out: the collection of its document, and why. */
    public record LeftOut(String collection, String why) {}

    /**
     * What {@link #confirm} kept of a deploy's entry.
     *
     * @param run that read it again; empty where that was not kept yet
     * @param conflict the last that it met, where that is the result
     */
    public record Confirmation(String result, Optional<Long> run, Optional<LeftOut> conflict) {}

    /** Of these deploys those whose entries were read again. */
    public Map<Id, Confirmation> confirmations(Collection<Id> deploys) {
        return new Confirmations(JdbcClient.create(jdbc), plan).of(deploys);
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

    /**
     * Keeps who stood behind the plan, or applied it. @param fingerprint of the key; empty for who
     * applied it
     */
    public void admit(String role, String person, Optional<String> fingerprint) {
        admissions.add(
                plan, List.of(row(run, bounded(person), fingerprint, role, clock.instant())));
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
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
}
