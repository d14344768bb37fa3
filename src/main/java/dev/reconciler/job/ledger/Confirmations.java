package dev.reconciler.job.ledger;

import static dev.reconciler.job.ledger.GrowingTable.Kind.BYTES;
import static dev.reconciler.job.ledger.GrowingTable.Kind.NUMBER;
import static dev.reconciler.job.ledger.GrowingTable.Kind.TEXT;
import static dev.reconciler.job.ledger.GrowingTable.Kind.TIME;

import dev.reconciler.job.ledger.GrowingTable.Column;
import dev.reconciler.job.ledger.JournalTable.Confirmation;
import dev.reconciler.job.ledger.JournalTable.LeftOut;
import dev.reconciler.model.Id;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was found when entries of a plan were read again, looked up many at a time. */
record Confirmations(JdbcClient jdbc, String plan) {
    /** Deploys that are asked for in one statement. */
    private static final int PAGE = 500;

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("entry", NUMBER),
                    new Column("run", NUMBER),
                    new Column("deploy_key", BYTES),
                    new Column("result", TEXT),
                    new Column("made_at", TIME));

    static GrowingTable table(JdbcTemplate jdbc) {
        return new GrowingTable(jdbc, "confirmation", COLUMNS, GrowingTable.OF_WORDS);
    }

    private record Row(byte[] deploy, long entry, String result, Optional<Long> run) {}

    Map<Id, Confirmation> of(Collection<Id> deploys) {
        Map<Id, Confirmation> all = new HashMap<>();
        List<Id> rest = List.copyOf(deploys);
        for (int from = 0; from < rest.size(); from += PAGE) {
            all.putAll(page(rest.subList(from, Math.min(from + PAGE, rest.size()))));
        }
        return all;
    }

    private Map<Id, Confirmation> page(List<Id> deploys) {
        Map<byte[], Id> byKey = new TreeMap<>(Arrays::compareUnsigned);
        deploys.forEach(deploy -> byKey.put(LedgerKey.of(deploy), deploy));
        List<Row> rows =
                jdbc.sql(
                                "SELECT deploy_key, entry, result, run FROM confirmation WHERE plan = :plan AND deploy_key IN (:deploys)")
                        .param("plan", plan)
                        .param("deploys", byKey.keySet())
                        .query((row, number) -> row(row))
                        .list();
        Map<Long, LeftOut> conflicts = conflicts(rows);
        Map<Id, Confirmation> page = new HashMap<>();
        rows.forEach(row ->
                page.put(
                        Objects.requireNonNull(byKey.get(row.deploy())),
                        new Confirmation(
                                row.result(),
                                row.run(),
                                Optional.ofNullable(conflicts.get(row.entry())))));
        return page;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getBytes(1),
                row.getLong(2),
                row.getString(3),
                Optional.ofNullable(row.getObject(4, Long.class)));
    }

    /** The last that each has met. */
    private Map<Long, LeftOut> conflicts(List<Row> rows) {
        List<Long> entries = new ArrayList<>();
        rows.stream()
                .filter(row -> row.result().equals("CONFLICT"))
                .forEach(row -> entries.add(row.entry()));
        Map<Long, LeftOut> conflicts = new HashMap<>();
        if (!entries.isEmpty()) {
            RowCallbackHandler keep =
                    row ->
                            conflicts.put(
                                    row.getLong(1),
                                    new LeftOut(row.getString(2), row.getString(3)));
            jdbc.sql(
                            "SELECT entry, collection, why FROM write_result WHERE plan = :plan AND entry IN (:entries) AND result = 'conflict' ORDER BY seq")
                    .param("plan", plan)
                    .param("entries", entries)
                    .query(keep);
        }
        return conflicts;
    }
}
