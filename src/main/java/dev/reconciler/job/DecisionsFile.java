package dev.reconciler.job;

import dev.reconciler.decide.Decision;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people decided about deploys that the rules leave to them: a file of JSON lines. All of it
 * is in memory, since people have written it.
 *
 * @param lines by deploy, in the file's order
 */
public record DecisionsFile(Asked asked, Map<Id, Line> lines) {
    /** Its name among the files of a run, and beside the plan. */
    public static final String NAME = "decisions.jsonl";

    private static final long LARGEST = 16L << 20;

    /**
     * The file that somebody named.
     *
     * @param path where it was; a run keeps a copy
     * @param digest SHA-256 of it, hex
     */
    public record Asked(String path, String digest) {}

    /** A decision, and the number of its line. */
    public record Line(int number, Decision decision) {}

    public DecisionsFile {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /**
     * Reads a file.
     *
     * @throws Problem when it cannot be read, or a line is no decision: names file and lines
     */
    public static DecisionsFile read(Path path) {
        Path absolute = path.toAbsolutePath();
        return read(absolute, absolute.toString());
    }

    /** Reads the copy that a run keeps, be the file itself still there or not. */
    public static DecisionsFile keptIn(RunFolder folder, Asked asked) {
        DecisionsFile kept = read(folder.file(NAME), asked.path());
        if (!kept.asked().equals(asked)) {
            throw changed(folder.file(NAME));
        }
        return kept;
    }

    /** Keeps a copy for a run, which is then whole or not there. */
    static void keep(Asked asked, RunFolder folder) {
        Path file = Path.of(asked.path());
        try {
            DurableFile.copy(file, folder.file(NAME));
            if (!FrozenPlan.digest(folder.file(NAME)).equals(asked.digest())) {
                Files.delete(folder.file(NAME));
                throw changed(file);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DecisionsFile read(Path file, String shown) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new Problem(
                        "the file of decisions is too large to have been written by people",
                        shown + ", " + Files.size(file) + " bytes",
                        "Give what was decided, a line per deploy: " + DecisionLine.EXAMPLE);
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return new DecisionsFile(
                    new Asked(shown, FrozenPlan.digest(file)), DecisionLine.all(lines, shown));
        } catch (CharacterCodingException e) {
            throw new Problem(
                    "the file of decisions is not UTF-8",
                    shown,
                    "Save it as UTF-8, a line per deploy");
        } catch (NoSuchFileException e) {
            throw new Problem("there is no such file of decisions", shown, "Check the path");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The decisions, by deploy. */
    public Map<Id, Decision> decisions() {
        return lines.values().stream()
                .map(Line::decision)
                .collect(Collectors.toMap(Decision::deploy, decision -> decision));
    }

    /** Where a line is, for people. */
    public String where(Line line) {
        return asked.path() + ", line " + line.number();
    }

    /** The deploys that a line names. */
    public static List<Id> named(Line line) {
        Optional<Id> target =
                line.decision().choice() instanceof Decision.Choice.Revert revert
                        ? Optional.of(revert.target())
                        : Optional.empty();
        return target.map(id -> List.of(line.decision().deploy(), id))
                .orElse(List.of(line.decision().deploy()));
    }

    private static Problem changed(Path file) {
        return new Problem(
                "the file of decisions is not what it was when the run began",
                file.toString(),
                "Start again: reconciler plan --decisions FILE");
    }

    private static Problem unreadable(Path file, IOException cause) {
        return new Problem(
                "the file of decisions cannot be read: " + cause.getMessage(),
                file.toString(),
                "Check that it is there, and its rights",
                cause);
    }
}
