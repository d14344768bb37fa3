package dev.reconciler.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What was tried, how often, how many failed, and from which seeds: of one or more records. */
public final class SweepTable {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\{\"what\":\"(.*)\",\"times\":(\\d+),\"failed\":(\\d+),\"seed\":(-?\\d+)}");
    private static final String ROW = "%-64s %8s %8s  %s%n";
    private static final int SHOWN = 3;

    private SweepTable() {}

    /** One row of the table. */
    private static final class Sum {
        long times;
        long failed;
        final List<String> seeds = new ArrayList<>();
        final List<String> failing = new ArrayList<>();

        void add(Matcher line) {
            boolean holds = line.group(3).equals("0");
            times += Long.parseLong(line.group(2));
            failed += Long.parseLong(line.group(3));
            (holds ? seeds : failing).add(line.group(4));
        }

        String told() {
            return failing.isEmpty() ? some(seeds) : "failed: " + String.join(" ", failing);
        }

        private static String some(List<String> seeds) {
            List<String> distinct = seeds.stream().distinct().toList();
            String first = distinct.stream().limit(SHOWN).collect(Collectors.joining(" "));
            int more = distinct.size() - SHOWN;
            return more > 0 ? first + " and " + more + " more" : first;
        }
    }

    /** Arguments are the records; the exit status is 1 where anything failed. */
    public static void main(String[] records) throws IOException {
        SortedMap<String, Sum> sums = new TreeMap<>();
        for (String record : records) {
            for (String line : Files.readAllLines(Path.of(record))) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    sums.computeIfAbsent(matcher.group(1), what -> new Sum()).add(matcher);
                }
            }
        }
        System.out.printf(ROW, "tried", "times", "failed", "seeds");
        sums.forEach(
                (what, sum) -> System.out.printf(ROW, what, sum.times, sum.failed, sum.told()));
        System.exit(sums.values().stream().anyMatch(sum -> sum.failed > 0) ? 1 : 0);
    }
}
