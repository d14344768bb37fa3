package dev.reconciler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.IncidentGenerator;
import dev.reconciler.demo.Signers;
import dev.reconciler.source.mongo.TestMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real commands repair an incident, take that back, and take that back again. */
class UndoAcceptanceTest {
    private static final long SEED = 4712;

    @TempDir Path home;

    @Test
    void what_was_repaired_is_as_it_was_and_then_repaired_again() throws IOException {
        TestMongo.assumeNoFerret("comparison of arrays, which an undo writes back");
        try (Staged staged =
                Staged.on(
                        Invented.incident(new IncidentGenerator(SEED, 150)),
                        Staged.Layout.FOLDER_AND_DUMP,
                        Optional.empty(),
                        home.toRealPath())) {
            Map<String, BsonDocument> damaged = picture(staged);
            Path plan = made(staged, "plan");
            apply(staged, plan);
            Map<String, BsonDocument> repaired = picture(staged);
            assertThat(repaired).isNotEqualTo(damaged);

            Path undo = made(staged, "undo", plan.getFileName().toString());
            Said shown = staged.shell().run("show", undo.getFileName().toString());
            assertThat(shown.out())
                    .contains("takes back plan " + plan.getFileName(), "UNDO")
                    .doesNotContain("RESTORE  ");
            assertThat(staged.shell().run("show", plan.getFileName().toString()).out())
                    .contains("by plan " + undo.getFileName())
                    .doesNotContain("whether anything is left");
            Path second = made(staged, "undo", plan.getFileName().toString());
            assertNames(staged, plan, undo, ", which is not applied yet", second);
            apply(staged, undo);
            assertThat(picture(staged)).isEqualTo(damaged);
            assertNames(staged, plan, undo, ", which was applied", second);

            apply(staged, made(staged, "undo", undo.getFileName().toString()));
            assertThat(picture(staged)).isEqualTo(repaired);
        }
    }

    /** Of two plans that take one back, both are named, and what became of each. */
    private static void assertNames(
            Staged staged, Path plan, Path first, String state, Path second) {
        String id = plan.getFileName().toString();
        String firstId = first.getFileName().toString();
        String secondId = second.getFileName().toString();
        boolean applied = state.endsWith("applied");
        assertThat(staged.shell().run("apply", id).err())
                .contains("this plan was taken back")
                .contains(", by plan " + firstId + state)
                .contains(", by plan " + secondId + ", which is not applied yet");
        assertThat(staged.shell().run("show", id).out())
                .contains("by plan " + firstId + state)
                .contains("by plan " + secondId + ", which is not applied yet")
                .contains(
                        "Next: reconciler show " + (applied ? firstId : secondId).substring(0, 8));
        assertThat(staged.shell().run("show", id, "--json").out())
                .contains("\"taken_back_by\":[\"%s\",\"%s\"]".formatted(firstId, secondId));
    }

    /** The folder of the plan that the command made, and whose id it ended with. */
    private static Path made(Staged staged, String... command) throws IOException {
        Set<Path> before = new HashSet<>(staged.plans());
        Said said = staged.shell().run(command);
        Set<Path> plans = new HashSet<>(staged.plans());
        plans.removeAll(before);
        assertThat(plans).as(said.toString()).hasSize(1);
        Path plan = plans.iterator().next();
        assertThat(said.out().strip()).endsWith(plan.getFileName().toString());
        return plan;
    }

    private static void apply(Staged staged, Path plan) throws IOException {
        String id = plan.getFileName().toString();
        Shell shell = staged.shell();
        for (String person : Signers.PEOPLE) {
            shell.run("approve", id, "--key", staged.signers().key(person).toString());
        }
        Said said = shell.run("apply", id, "--expect", String.valueOf(PlanFile.entries(plan)));
        assertThat(said.status()).as(said.toString()).isZero();
    }

    /** Every document, but for when it was updated and for the order of its fields. */
    private static Map<String, BsonDocument> picture(Staged staged) {
        Map<String, BsonDocument> picture = new TreeMap<>();
        staged.picture()
                .forEach((collection, documents) ->
                        documents.forEach(raw -> picture.put(key(collection, raw), decoded(raw))));
        return picture;
    }

    private static String key(String collection, RawBsonDocument raw) {
        return collection + ' ' + raw.get("_id");
    }

    private static BsonDocument decoded(RawBsonDocument raw) {
        BsonDocument document = raw.decode(new BsonDocumentCodec());
        document.remove("updated_at");
        return document;
    }
}
