package dev.reconciler.report.csv;

import static dev.reconciler.report.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.report.Hostile;
import dev.reconciler.report.Northwind;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.Reported;
import dev.reconciler.report.Written;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"(,|$)");
    private static final List<ReportList> LISTS =
            List.of(new CustomersCsv(), new SitesDownCsv(), new UnresolvedCsv());

    @Test
    void the_tables_are_as_somebody_has_looked_at_them() throws Exception {
        assertGolden(
                "northwind.csv",
                Written.page(new CsvReport(), Reported.applied(), Northwind.northwind()));
        var other =
                Reported.account(
                        "Small & Sons", "pro", Reported.site("shop", Reported.superseded("d")));
        for (ReportList list : LISTS) {
            assertGolden(
                    list.fileName(Reported.applied()).orElseThrow(),
                    Written.list(list, Reported.applied(), Northwind.northwind(), other));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "-"})
    void a_cell_that_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(String formula) {
        assertThat(CsvTable.safe(formula)).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a=b", "1-2", "me@example.org", "'", "Überblick"})
    void any_other_cell_is_left_alone(String text) {
        assertThat(CsvTable.safe(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u001B", "👩"})
    void a_cell_fits_into_a_spreadsheet(String character) {
        assertThat(CsvTable.safe(character.repeat(1 << 20)))
                .hasSizeLessThan(32_767)
                .endsWith("(1,048,576 characters)");
    }

    @Test
    void a_row_has_a_cell_per_column() throws Exception {
        var table = new CsvTable(new StringWriter(), "a", "b");
        assertThatThrownBy(() -> table.row("only one"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(100)
    void an_enemy_s_texts_make_neither_rows_nor_columns_nor_formulas() throws Exception {
        long seed = new Random().nextLong();
        var account = Hostile.account(seed);
        check(Written.page(new CsvReport(), Reported.applied(), account), seed);
        for (ReportList list : LISTS) {
            check(Written.list(list, Reported.applied(), account), seed);
        }
    }

    private static void check(String csv, long seed) {
        var rows = strictly(csv);
        assertThat(rows)
                .as("seed %d", seed)
                .hasSizeGreaterThan(0)
                .allSatisfy(row -> assertThat(row).hasSameSizeAs(rows.getFirst()));
        for (List<String> row : rows) {
            assertThat(row)
                    .as("seed %d", seed)
                    .allSatisfy(cell ->
                            assertThat(cell)
                                    .doesNotMatch("(?s)\\s*[=+@\\t\\r＝-].*")
                                    .doesNotContainPattern("\\p{Cc}"));
        }
    }

    /** RFC 4180 to the letter, every cell quoted, one row per line: whatever deviates fails. */
    private static List<List<String>> strictly(String csv) {
        return csv.lines().map(CsvTest::row).toList();
    }

    private static List<String> row(String line) {
        var cells = new ArrayList<String>();
        var cell = CELL.matcher(line);
        for (int at = 0; at < line.length(); at = cell.end()) {
            assertThat(cell.region(at, line.length()).lookingAt())
                    .as("a quoted cell at %d of %s", at, line)
                    .isTrue();
            cells.add(cell.group(1).replace("\"\"", "\""));
        }
        return cells;
    }
}
