package dev.reconciler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reconciler.model.Account;
import dev.reconciler.model.Build;
import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.model.Site;
import dev.reconciler.model.Undecodable;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.dump.DumpFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files of a dump, plain and packed. */
class DumpFuzzTest {
    private static final Names NAMES = Names.defaults();
    private static final int EACH = 5_000;

    /** Gzip makes at most a thousand bytes of one. */
    private static final int EACH_PACKED = 1_000 * EACH;

    @DictionaryEntries({"_id", "tree_id", "site_id", "state", "created_at", "required"})
    @Tag("fuzz")
    @FuzzTest(maxDuration = "60s")
    void plain(byte[] file) {
        Bounded.run(file.length, EACH, () -> read(new Bytes("db/deploys.bson", file)));
    }

    @Tag("fuzz")
    @FuzzTest(maxDuration = "60s")
    void packed(byte[] file) {
        Bounded.run(file.length, EACH_PACKED, () -> read(new Bytes("db/deploys.bson.gz", file)));
    }

    @Test
    void seeds_and_their_mutants() throws IOException {
        Mutants.of(DumpFuzzTest.class, "plain", this::plain);
    }

    @Test
    void packed_seeds_and_their_mutants() throws IOException {
        Mutants.of(DumpFuzzTest.class, "packed", this::packed);
    }

    private static void read(Bytes folder) {
        List<Item> all = items(folder, true);
        all.forEach(DumpFuzzTest::check);
        boolean whole = all.stream().noneMatch(item -> item instanceof Item.Truncated);
        try {
            assertThat(items(folder, false)).hasSameSizeAs(all);
            assertThat(whole).as("a cut that nobody is told of").isTrue();
        } catch (Problem problem) {
            assertThat(whole).as(problem.getMessage()).isFalse();
            Told.check(problem.what());
        }
    }

    private static List<Item> items(Bytes folder, boolean allowIncomplete) {
        List<Item> items = new ArrayList<>();
        try (DocumentCursor cursor =
                DumpFolder.open(folder, "db", allowIncomplete).open("deploys", KeyRange.all())) {
            for (Optional<Item> item = cursor.next(); item.isPresent(); item = cursor.next()) {
                items.add(item.get());
            }
        }
        return items;
    }

    private static void check(Item item) {
        switch (item) {
            case Item.Document document -> check(document.document());
            case Item.Unreadable unreadable -> Told.check(unreadable.why());
            case Item.Truncated truncated -> Told.check(truncated.why());
        }
    }

    /** Whichever collection it is taken for. */
    private static void check(RawBsonDocument document) {
        try {
            Deploy deploy = Deploy.of(document, NAMES);
            Values.check(deploy.id());
            for (DeployField field : DeployField.values()) {
                deploy.value(field).ifPresent(Values::check);
            }
            assertThat(Site.of(document, NAMES).id()).isEqualTo(deploy.id());
            assertThat(Account.of(document, NAMES).id()).isEqualTo(deploy.id());
            assertThat(Build.of(document, NAMES).id()).isEqualTo(deploy.id());
        } catch (Undecodable undecodable) {
            Told.check(String.valueOf(undecodable.getMessage()));
        }
    }
}
