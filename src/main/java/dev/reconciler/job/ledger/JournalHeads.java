package dev.reconciler.job.ledger;

import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far the record of a plan's writes has come for certain: the digest of each table's last row,
 * or of an earlier one. It lies in the plan's folder, so that a ledger whose last rows were cut off
 * everywhere is noticed by whoever has the folder.
 *
 * @param digests by table; none of a table without rows
 */
public record JournalHeads(SortedMap<String, String> digests) {
    /** Name of the file in the plan's folder. */
    public static final String FILE = "journal.json";

    public JournalHeads {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /**
     * What was left in the folder; nothing where nothing was.
     *
     * @throws Problem where it cannot be read
     */
    static JournalHeads in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            SortedMap<String, String> digests = new TreeMap<>();
            JsonMapper.shared()
                    .readTree(Files.readString(file))
                    .properties()
                    .forEach(head -> digests.put(head.getKey(), head.getValue().asString("")));
            return new JournalHeads(digests);
        } catch (NoSuchFileException e) {
            return new JournalHeads(Collections.emptySortedMap());
        } catch (IOException | JacksonException e) {
            throw new Problem(
                    "what was noted of the plan's record cannot be read",
                    file.toString(),
                    "Find out who changed it. Without the file only the ledger itself is checked",
                    e);
        }
    }

    /**
     * Sees whether the plan's folder tells of a record, which a ledger that has none of it has
     * lost.
     *
     * @param plan its id
     * @throws Problem where it does
     */
    public static void refuseWhereNoted(Path folder, String plan) {
        JournalHeads heads = in(folder);
        if (!heads.digests().isEmpty()) {
            throw new JournalFault(plan).lost(heads.digests().firstKey(), folder.resolve(FILE));
        }
    }

    /** The digest that has to be in the table. */
    Optional<String> of(String table) {
        return Optional.ofNullable(digests.get(table));
    }

    /**
     * Puts it into the plan's folder, in place of what was left before: on the disk, since the
     * ledger's rows are, too.
     */
    public void write(Path folder) throws IOException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        digests.forEach(json::put);
        DurableFile.write(folder.resolve(FILE), json.toPrettyString());
    }
}
