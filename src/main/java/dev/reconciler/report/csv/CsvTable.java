package dev.reconciler.report.csv;

import dev.reconciler.report.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SequenceWriter;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/**
 * Rows for a spreadsheet, which must not take a cell for a formula (OWASP, CSV injection): one that
 * begins like a formula gets an apostrophe in front. Every cell is quoted, stands on one line, and
 * fits into a spreadsheet's cell.
 */
final class CsvTable {
    /** A cell of Excel holds 32,767 units of UTF-16, of which a character takes up to two. */
    private static final int MAX_CELL = 16_000;

    /**
     * What begins a formula; some East Asian spreadsheets take the full-width forms for it, too.
     */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final CsvMapper MAPPER =
            CsvMapper.builder()
                    .enable(CsvWriteFeature.ALWAYS_QUOTE_STRINGS)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();

    private final SequenceWriter rows;
    private final int columns;

    CsvTable(Writer out, String... header) throws IOException {
        rows = MAPPER.writer().writeValues(out);
        columns = header.length;
        rows.write(List.of(header));
    }

    /**
     * @param cells as many as there are columns; empty where there is nothing to say
     */
    void row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        rows.write(List.of(cells).stream().map(cell -> safe(cell.toString())).toList());
    }

    void end() {
        rows.flush();
    }

    static String safe(String raw) {
        var cell = SafeText.of(raw, MAX_CELL);
        return isFormula(raw) ? "'" + cell : cell;
    }

    private static boolean isFormula(String raw) {
        var text = raw.isBlank() ? raw : raw.strip();
        return !raw.isEmpty()
                && (FORMULA.indexOf(raw.charAt(0)) >= 0 || FORMULA.indexOf(text.charAt(0)) >= 0);
    }
}
