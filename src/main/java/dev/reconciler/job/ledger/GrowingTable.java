package dev.reconciler.job.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowCountCallbackHandler;

/**
 * A table whose rows are never changed nor deleted. Each carries a digest over itself and the
 * digest of the row before it of the same plan, so that whoever changes one has to change all that
 * follow.
 *
 * @param columns besides {@code seq}, {@code plan} and {@code chain}
 * @param page rows that are in memory at once
 */
record GrowingTable(JdbcTemplate jdbc, String name, List<Column> columns, int page) {
    /** For {@code page}: one row may hold a document of 16 MB. */
    static final int OF_DOCUMENTS = 16;

    /** For {@code page}: rows of a few words. */
    static final int OF_WORDS = 1_000;

    /** A column and what its values are in Java. */
    record Column(String name, Kind kind) {}

    /** Kinds of values. */
    enum Kind {
        /** {@link Long} */
        NUMBER,
        /**
         * {@link String}; what PostgreSQL cannot keep, a NUL or half a surrogate pair, is replaced.
         */
        TEXT,
        /** {@code byte[]} */
        BYTES,
        /** {@link Instant}, to milliseconds */
        TIME
    }

    /**
     * Adds rows in the transaction that is going on, which has to be the only one that adds to the
     * plan's.
     */
    void add(String plan, List<List<Optional<?>>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String before = last(plan).orElse(plan);
        List<Object[]> inserts = new ArrayList<>();
        for (List<Optional<?>> row : rows) {
            List<Optional<?>> values =
                    row.stream()
                            .<Optional<?>>map(value -> value.map(GrowingTable::storable))
                            .toList();
            before = digest(before, values);
            inserts.add(parameters(plan, before, values));
        }
        jdbc.batchUpdate(insert(), inserts);
    }

    /** H2 takes the index's order only where all of its columns are named, and else sorts all. */
    String pageQuery() {
        return "SELECT * FROM "
                + name
                + " WHERE plan = ? AND seq > ? ORDER BY plan, seq LIMIT "
                + page;
    }

    /** As for {@link #pageQuery}. */
    String lastQuery() {
        return "SELECT chain FROM " + name + " WHERE plan = ? ORDER BY plan DESC, seq DESC LIMIT 1";
    }

    private static Object storable(Object value) {
        return switch (value) {
            case String text ->
                    new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                            .replace('\0', '\uFFFD');
            case Instant time -> Instant.ofEpochMilli(time.toEpochMilli());
            default -> value;
        };
    }

    private String insert() {
        return "INSERT INTO "
                + name
                + " (plan, chain, "
                + String.join(", ", columns.stream().map(Column::name).toList())
                + ") VALUES (?, ?"
                + ", ?".repeat(columns.size())
                + ")";
    }

    private static @Nullable Object[] parameters(
            String plan, String digest, List<Optional<?>> values) {
        return Stream.concat(Stream.of(plan, digest), values.stream().map(GrowingTable::parameter))
                .toArray();
    }

    private static @Nullable Object parameter(Optional<?> value) {
        return value.map(
                        some -> some instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : some)
                .orElse(null);
    }

    /** The digest of the plan's last row. */
    Optional<String> last(String plan) {
        return jdbc.query(lastQuery(), (row, number) -> row.getString(1), plan).stream()
                .findFirst();
    }

    /**
     * Computes the digests of a plan's rows again, a few rows at a time.
     *
     * @param each is shown every row that is as it was written
     * @return how many there are
     * @throws dev.reconciler.model.Problem where one is not
     */
    long verify(String plan, RowCallbackHandler each) {
        var before = new AtomicReference<>(plan);
        var last = new AtomicLong(Long.MIN_VALUE);
        long rows = 0;
        for (int read = page; read == page; rows += read) {
            read =
                    page(
                            plan,
                            last.get(),
                            row -> {
                                before.set(same(plan, before.get(), row));
                                last.set(row.getLong("seq"));
                                each.processRow(row);
                            });
        }
        return rows;
    }

    /** Shows some rows after one, in their order; returns how many. */
    private int page(String plan, long after, RowCallbackHandler each) {
        RowCountCallbackHandler count =
                new RowCountCallbackHandler() {
                    @Override
                    protected void processRow(ResultSet row, int number) throws SQLException {
                        each.processRow(row);
                    }
                };
        jdbc.query(pageQuery(), count, plan, after);
        return count.getRowCount();
    }

    /** Gives all rows their digests: those that an earlier version wrote have none. */
    void chain() {
        jdbc.queryForList("SELECT DISTINCT plan FROM " + name, String.class).forEach(this::chain);
    }

    private void chain(String plan) {
        var before = new AtomicReference<>(plan);
        var last = new AtomicLong(Long.MIN_VALUE);
        for (int read = page; read == page; ) {
            List<Object[]> digests = new ArrayList<>();
            read =
                    page(
                            plan,
                            last.get(),
                            row -> {
                                before.set(digest(before.get(), values(row)));
                                last.set(row.getLong("seq"));
                                digests.add(new Object[] {before.get(), plan, last.get()});
                            });
            jdbc.batchUpdate(
                    "UPDATE " + name + " SET chain = ? WHERE plan = ? AND seq = ?", digests);
        }
    }

    /** The row's digest, which has to be the one that it carries. */
    private String same(String plan, String before, ResultSet row) throws SQLException {
        String digest = digest(before, values(row));
        if (!digest.equals(row.getString("chain"))) {
            throw new JournalFault(plan)
                    .changed(
                            name,
                            row.getLong("seq"),
                            "it was changed, or the one before it taken away");
        }
        return digest;
    }

    private List<Optional<?>> values(ResultSet row) throws SQLException {
        List<Optional<?>> values = new ArrayList<>();
        for (Column column : columns) {
            values.add(Optional.ofNullable(value(row, column)));
        }
        return values;
    }

    private static @Nullable Object value(ResultSet row, Column column) throws SQLException {
        return switch (column.kind()) {
            case NUMBER -> {
                long number = row.getLong(column.name());
                yield row.wasNull() ? null : number;
            }
            case TEXT -> row.getString(column.name());
            case BYTES -> row.getBytes(column.name());
            case TIME -> {
                OffsetDateTime time = row.getObject(column.name(), OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
        };
    }

    private static String digest(String before, List<Optional<?>> values) {
        MessageDigest digest = sha256();
        update(digest, before.getBytes(StandardCharsets.UTF_8));
        for (Optional<?> value : values) {
            value.ifPresentOrElse(
                    some -> update(digest, bytes(some)), () -> digest.update((byte) 0));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, byte[] value) {
        digest.update((byte) 1);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).flip());
        digest.update(value);
    }

    private static byte[] bytes(Object value) {
        return switch (value) {
            case Number number ->
                    ByteBuffer.allocate(Long.BYTES).putLong(number.longValue()).array();
            case Instant time ->
                    ByteBuffer.allocate(Long.BYTES).putLong(time.toEpochMilli()).array();
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case byte[] bytes -> bytes;
            default ->
                    throw new IllegalArgumentException(
                            "no kind of column has a " + value.getClass());
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
