package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.Ledger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;

/**
 * All that an <i>apply</i> of the real program leaves behind, but for when: it is different each
 * time.
 *
 * @param changes how often each document was changed
 * @param reports the files of the plan's folder; what each run leaves a list of its own of, under
 *     no number
 */
record Written(
        Map<String, BsonDocument> documents,
        Map<String, Integer> changes,
        JournalPicture journal,
        Map<String, String> reports) {
    private static final String UPDATED_AT = "updated_at";
    private static final String OF_RUN = "\\.\\d+\\.jsonl$";
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern ON_PAGES =
            Pattern.compile("applied on \\d+ \\w+ \\d{4}, \\d\\d:\\d\\d UTC");

    /**
     * @param began when the first process of the test did
     */
    static Written by(SmallPlatform platform, Path home, String plan, Instant began) {
        try (Ledger ledger = Ledger.open(RealProcessTrials.ledger(home))) {
            return new Written(
                    documents(platform, began),
                    platform.changes(),
                    JournalPicture.of(ledger, plan),
                    reports(home.resolve("plans").resolve(plan), began));
        }
    }

    private static Map<String, BsonDocument> documents(SmallPlatform platform, Instant began) {
        Map<String, BsonDocument> documents = platform.picture();
        documents.values().stream()
                .filter(document ->
                        document.get(UPDATED_AT) instanceof BsonDateTime time
                                && time.getValue() >= began.toEpochMilli())
                .forEach(document -> document.put(UPDATED_AT, BsonNull.VALUE));
        return documents;
    }

    private static Map<String, String> reports(Path folder, Instant began) {
        Map<String, String> reports = new TreeMap<>();
        FolderPicture.of(folder)
                .forEach((file, text) ->
                        reports.put(file.replaceFirst(OF_RUN, ".N.jsonl"), untimed(text, began)));
        // Who applied it, and digests over when.
        reports.keySet().removeAll(Set.of("apply.holder", "journal.json"));
        return reports;
    }

    private static String untimed(String text, Instant began) {
        String untimed = ON_PAGES.matcher(text).replaceAll("applied");
        return MOMENT.matcher(untimed)
                .replaceAll(moment ->
                        Instant.parse(moment.group()).isBefore(began) ? moment.group() : "now");
    }

    /** The same in several runs, each of which has lists of its own. */
    Written inParts() {
        Map<String, String> ofAll = new TreeMap<>(reports);
        ofAll.keySet().removeIf(file -> file.endsWith(".N.jsonl"));
        return new Written(documents, changes, journal, ofAll);
    }

    void assertIs(Written expected, String told) {
        assertThat(changes).as(told).isEqualTo(expected.changes);
        assertThat(documents).as(told).isEqualTo(expected.documents);
        journal.assertIs(expected.journal, told);
        assertThat(FolderPicture.difference(reports, expected.reports)).as(told).isEmpty();
    }
}
