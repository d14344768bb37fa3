package dev.reconciler.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.PlannedRemedy.Pointer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;

/** Whatever a plan can say, a customer gets whole sentences. */
class EverySentenceTest {
    private static final List<String> PIECES_THAT_DO_NOT_BELONG =
            List.of("null", "Optional", "  ", "..", " .", ",.", "[", "{", "“”", "of .");

    @RepeatedTest(20)
    void is_whole() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            var site = site(random);
            var header = random.nextBoolean() ? Reported.applied() : Reported.planned();
            for (Passage passage : SiteStory.of(header, site).passages()) {
                check(passage.label() + " · " + passage.text().plain(), seed);
                passage.todo().ifPresent(todo -> check("do · " + todo.plain(), seed));
            }
        }
    }

    private static void check(String sentence, long seed) {
        assertThat(sentence)
                .as("seed %d", seed)
                .matches("\\S.+ · \\S.*[a-z0-9)]\\.")
                .doesNotContain(PIECES_THAT_DO_NOT_BELONG);
        assertThat(sentence.split(" · ", 2)[0]).as("seed %d", seed).hasSizeBetween(2, 40);
    }

    private static SiteReport site(Random random) {
        var entries = new ArrayList<EntryReport>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            entries.add(entry(random));
        }
        Optional<SiteDown> down =
                random.nextInt(3) == 0
                        ? Optional.of(any(random, SiteDown.values()))
                        : Optional.empty();
        return new SiteReport(
                Optional.of(Reported.id("s")),
                Optional.of("site"),
                Optional.empty(),
                entries,
                down);
    }

    private static EntryReport entry(Random random) {
        var files =
                random.nextBoolean()
                        ? List.<DamagedFile>of()
                        : List.of(new DamagedFile("a", any(random, DamagedFile.Kind.values())));
        var entry =
                new Entry(
                        Id.of(Reported.id("deploy").value()),
                        Optional.of(Reported.id("s")),
                        Optional.empty(),
                        "pro",
                        damage(random),
                        remedy(random),
                        files,
                        random.nextInt(3),
                        random.nextBoolean(),
                        "",
                        random.nextBoolean(),
                        random.nextInt(4) == 0,
                        List.of());
        Optional<DeployFacts> target =
                random.nextBoolean() ? Optional.of(facts(random)) : Optional.empty();
        Optional<EntryResult> result =
                random.nextBoolean()
                        ? Optional.of(any(random, EntryResult.values()))
                        : Optional.empty();
        return new EntryReport(
                entry,
                facts(random),
                target,
                Optional.empty(),
                random.nextBoolean(),
                result,
                conflict(random),
                Optional.empty());
    }

    private static Optional<Conflict> conflict(Random random) {
        return maybe(random, new Conflict(any(random, Conflict.What.values()), "changed"));
    }

    private static Set<Damage> damage(Random random) {
        var damage = EnumSet.noneOf(Damage.class);
        for (int i = random.nextInt(4); i > 0; i--) {
            damage.add(any(random, Damage.values()));
        }
        return damage;
    }

    private static PlannedRemedy remedy(Random random) {
        return switch (random.nextInt(7)) {
            case 0 ->
                    new PlannedRemedy.Restore(
                            maybe(
                                    random,
                                    new Pointer(
                                            new TreeId("a".repeat(40)),
                                            any(random, Source.values()))));
            case 1 -> new PlannedRemedy.Publish();
            case 2 -> new PlannedRemedy.Revert(Reported.id("t"), maybe(random, "91c04abf"));
            case 3 -> new PlannedRemedy.Superseded();
            case 4 -> new PlannedRemedy.Rebuild("91c04abf");
            case 5 -> new PlannedRemedy.Undo(remedy(random));
            default -> new PlannedRemedy.Escalate();
        };
    }

    private static DeployFacts facts(Random random) {
        return new DeployFacts(
                maybe(random, "Add guide"),
                maybe(random, "main"),
                maybe(random, "91c04abf"),
                maybe(random, "production"),
                maybe(random, Reported.FROM));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <T> T any(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
