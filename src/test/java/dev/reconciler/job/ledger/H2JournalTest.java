package dev.reconciler.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class H2JournalTest extends JournalSuite {
    @TempDir Path home;

    @Override
    LedgerAddress fresh() {
        return LedgerAddress.inFolder(home.resolve("work"));
    }

    /**
     * Else each would look at every row of the plan, and an apply take time by the square of its
     * length.
     */
    @Test
    void what_is_asked_for_each_row_goes_by_an_index() {
        try (Ledger ledger = Ledger.open(fresh())) {
            for (String table :
                    List.of(
                            "backup",
                            "write_result",
                            "admission",
                            "confirmation",
                            "decided_tree")) {
                var growing =
                        new GrowingTable(
                                new JdbcTemplate(ledger.dataSource()), table, List.of(), 16);
                assertThat(explained(ledger, growing.pageQuery(), "p", 1L))
                        .contains("index sorted");
                assertThat(explained(ledger, growing.lastQuery(), "p")).contains("index sorted");
            }
            assertThat(explained(ledger, Overwritten.REPLACED, "p", 1L, 16))
                    .contains("index sorted");
            assertThat(explained(ledger, WrittenUpdates.WRITTEN, "sites", new byte[0], 16))
                    .contains("index sorted");
            assertThat(explained(ledger, VerdictsTable.DECIDED, 1L, new byte[0], 16))
                    .contains("index sorted");
        }
    }

    private static String explained(Ledger ledger, String query, Object... values) {
        return ledger.jdbc().sql("EXPLAIN " + query).params(values).query(String.class).single();
    }
}
