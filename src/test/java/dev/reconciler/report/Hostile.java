package dev.reconciler.report;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Source;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Accounts whose every text was written by an enemy. Two made from one seed differ in these texts
 * only.
 */
public final class Hostile {
    private static final List<String> PIECES =
            List.of(
                    "<script>alert(1)</script>",
                    "</style><img src=x onerror=alert(1)>",
                    "\" onmouseover=\"x",
                    "' href='javascript:x",
                    "&lt;",
                    "]]>",
                    "<!--",
                    "{{reason}}",
                    "{{{plan}}}",
                    "{{>style}}",
                    "=cmd|' /C calc'!A0",
                    "+1",
                    "-1+2",
                    "@SUM(A1)",
                    "\t=1",
                    "\r=1",
                    "\n",
                    ",",
                    ";",
                    "\"",
                    "'",
                    "\\",
                    "\u0000",
                    "\u001B[2J",
                    "\u007F",
                    "\u009B",
                    "\u202Egnp",
                    "\u2066",
                    "\u200F",
                    "\u2028",
                    "\uFEFF",
                    "\uD800",
                    "\uDC00",
                    "\uFFFF",
                    "𝒳",
                    "é",
                    "مرحبا",
                    "../../etc/passwd",
                    "%2e%2e",
                    " =1",
                    "＝1",
                    "e\u0301\u0301\u0301\u0301",
                    "");

    private Hostile() {}

    /** Each of the texts that an enemy would try. */
    public static List<String> pieces() {
        return PIECES;
    }

    /** An account full of pieces that break what does not escape. */
    public static AccountReport account(long seed) {
        return account(new Random(seed), Hostile::text);
    }

    /** The same account, but everything in it is harmless. */
    public static AccountReport harmless(long seed) {
        return account(
                new Random(seed),
                random -> {
                    text(random);
                    return "x";
                });
    }

    private static AccountReport account(Random random, Text text) {
        Supplier<String> any = () -> text.from(random);
        var sites =
                IntStream.range(0, 1 + random.nextInt(4)).mapToObj(_ -> site(random, any)).toList();
        return new AccountReport(
                Optional.of(Reported.id(any.get() + "!")),
                Optional.of(any.get() + "!"),
                any.get(),
                Optional.of(any.get()),
                sites);
    }

    private static SiteReport site(Random random, Supplier<String> any) {
        var entries =
                IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(i -> entry(i, random, any).build())
                        .toList();
        return new SiteReport(
                Optional.of(Reported.id(any.get())),
                Optional.of(any.get() + "!"),
                Optional.of(any.get()),
                entries,
                Optional.of(SiteDown.DEPLOY_GONE));
    }

    private static Reported entry(int i, Random random, Supplier<String> any) {
        var id = any.get() + i;
        var facts = facts(any);
        var reported =
                switch (random.nextInt(4)) {
                    case 0 ->
                            Reported.restored(id, Source.SNAPSHOT)
                                    .files(
                                            new DamagedFile(
                                                    any.get() + "!" + i, DamagedFile.Kind.MISSING));
                    case 1 -> Reported.reverted(id, facts(any), Optional.of(any.get()));
                    case 2 -> Reported.rebuilt(id, any.get());
                    default -> Reported.escalated(id).damage(Damage.TREE_MISSING);
                };
        return reported.reason(any.get()).facts(facts);
    }

    /** None of it blank, since that would count as absent. */
    private static DeployFacts facts(Supplier<String> any) {
        return new DeployFacts(
                Optional.of(any.get() + "!"),
                Optional.of(any.get() + "!"),
                Optional.of(any.get() + "!"),
                Optional.of(any.get() + "!"),
                Optional.of(Reported.FROM));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private interface Text {
        String from(Random random);
    }
}
