package dev.reconciler.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ids that the rows of a list are about. */
final class FirstColumn {
    /** An apostrophe keeps a spreadsheet from taking a text for a formula. */
    private static final Pattern CELL = Pattern.compile("^\"'?((?:[^\"]|\"\")*)\".*");

    private FirstColumn() {}

    static List<String> of(Path csv) throws IOException {
        return Files.readAllLines(csv).stream().skip(1).map(FirstColumn::cell).toList();
    }

    private static String cell(String row) {
        Matcher cell = CELL.matcher(row);
        return cell.matches() ? cell.group(1).replace("\"\"", "\"") : row;
    }
}
