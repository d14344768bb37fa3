package dev.reconciler.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What deploys are called when their owner is spoken to. */
record Naming(Times times) {

    /** {@code your published deploy “Add guide” of 18:23}, or {@code 14 deploys}. */
    Phrase subject(List<EntryReport> deploys) {
        if (deploys.size() > 1) {
            return Phrase.of(String.format(Locale.ENGLISH, "%,d deploys", deploys.size()));
        }
        var report = deploys.getFirst();
        var subject = Phrase.of(report.published() ? "your published deploy" : "your deploy");
        var facts = report.deploy();
        if (isNameless(facts)) {
            return subject.then(" ").code(report.entry().deploy().text());
        }
        subject = title(facts).map(subject.then(" ")::then).orElse(subject).then(made(facts));
        return facts.isProduction() ? subject : branch(facts).map(subject::then).orElse(subject);
    }

    /** {@code “Release notes” of 1 February}. */
    Phrase target(DeployFacts facts) {
        return title(facts)
                .orElse(
                        Phrase.of(
                                facts.created().isPresent() ? "your deploy" : "an earlier deploy"))
                .then(made(facts));
    }

    static Phrase commit(String commit) {
        return Phrase.of("").code(SafeText.commit(commit));
    }

    private static boolean isNameless(DeployFacts facts) {
        return facts.title().isEmpty() && facts.commit().isEmpty() && facts.created().isEmpty();
    }

    private static Optional<Phrase> title(DeployFacts facts) {
        return facts.title()
                .map(title -> Phrase.of("“").name(title).then("”"))
                .or(() ->
                        facts.commit().map(commit -> Phrase.of("of commit ").then(commit(commit))));
    }

    private String made(DeployFacts facts) {
        return facts.created().map(at -> " of " + times.of(at)).orElse("");
    }

    private static Optional<Phrase> branch(DeployFacts facts) {
        return facts.branch().map(branch -> Phrase.of(" on branch ").code(branch));
    }
}
