package dev.reconciler.app.cli;

import dev.reconciler.decide.Decided;
import dev.reconciler.model.Id;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.FrozenPlan;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.TakenBack;
import dev.reconciler.plan.Write;
import dev.reconciler.report.SiteDown;
import dev.reconciler.report.SiteReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan as an approver reads it: what it is made from, what it does, the harm it could do, what it
 * could not check.
 */
final class PlanText {
    private static final int NAMED = 20;

    private final FrozenPlan plan;
    private final Totals totals;
    private final List<String> lines = new ArrayList<>();

    PlanText(FrozenPlan plan) {
        this.plan = plan;
        this.totals = Totals.of(plan.folder());
    }

    List<String> lines() {
        lines.clear();
        header(plan.header());
        SummaryText text = new SummaryText(totals);
        section("what it does", text.table());
        section("the harm it could do", harm());
        section("what it could not check, and what it leaves", text.warnings());
        section("what people decided", decided());
        section("named", named());
        section("sites that stay down", sitesDown());
        next();
        return lines;
    }

    private void header(PlanHeader header) {
        lines.add("plan " + plan.id());
        header.undoes().ifPresent(taken -> fact("takes back", "plan " + taken));
        fact("frozen", Screen.time(header.createdAt()));
        fact(
                "live",
                header.cluster()
                        + '/'
                        + header.database()
                        + ", "
                        + Screen.number(header.deploys())
                        + " deploys");
        fact("store", header.store());
        header.evidence().stream()
                .filter(evidence -> !evidence.kind().equals("live"))
                .forEach(evidence ->
                        fact(
                                evidence.kind().equals("pointer-log") ? "log" : evidence.kind(),
                                evidence.location()
                                        + (evidence.whole() ? "" : "   NOT READ WHOLE")));
        if (header.lateSnapshotAccepted()) {
            fact("late", "the snapshot may hold deploys of the window; the operator accepted that");
        }
        fact(
                "window",
                header.from()
                        .map(from ->
                                Screen.time(from)
                                        + " → "
                                        + header.to().map(Screen::time).orElse("open"))
                        .orElse("none: a nightly check"));
        if (!header.scope().whole()) {
            fact("scope", "only " + header.scope().text() + "; everything else is left as it is");
        }
        header.decisions().ifPresent(this::decisions);
    }

    private void decisions(PlanHeader.Decisions decisions) {
        fact(
                "decided",
                Screen.number(totals.followed())
                        + " of "
                        + Screen.count(
                                decisions.count(),
                                "decision of people is",
                                "decisions of people are")
                        + " followed: decisions.jsonl, SHA-256 "
                        + decisions.digest());
    }

    /** What would be noticed if the plan were wrong. */
    private List<String> harm() {
        Harm harm = new Harm();
        try (Stream<Entry> entries = plan.entries()) {
            entries.forEach(harm::add);
        }
        List<String> text = new ArrayList<>();
        text.add(
                Screen.count(harm.documents, "document is written", "documents are written")
                        + ", of "
                        + Screen.number(plan.header().deploys())
                        + " live deploys and their sites");
        text.add(
                Screen.count(harm.goLive, "site", "sites")
                        + " would show another deploy: "
                        + Screen.number(harm.published)
                        + " a newer one (PUBLISH), "
                        + Screen.number(harm.reverted)
                        + " an older one (REVERT)"
                        + (harm.turned == 0
                                ? ""
                                : ", " + Screen.number(harm.turned) + " the one before (UNDO)"));
        text.add(
                Screen.count(harm.visible, "entry", "entries")
                        + " change a deploy that a site publishes now");
        text.add(
                Screen.count(harm.sidelined, "deploy is", "deploys are")
                        + " sidelined: set to error, so that no reader fails on them");
        text.add(Screen.count(harm.builds, "build is", "builds are") + " asked for again");
        return text;
    }

    /** Counted in one pass over the entries. */
    private static final class Harm {
        private long documents;
        private long goLive;
        private long published;
        private long reverted;
        private long turned;
        private long visible;
        private long sidelined;
        private long builds;

        void add(Entry entry) {
            documents += entry.writes().size();
            long before = goLive;
            goLive +=
                    entry.writes().stream()
                            .filter(write -> write.target() == Write.Target.SITE)
                            .count();
            visible += entry.published() && !entry.writes().isEmpty() ? 1 : 0;
            sidelined += entry.sidelined() ? 1 : 0;
            switch (entry.remedy()) {
                case PlannedRemedy.Publish publish -> published++;
                case PlannedRemedy.Revert revert -> {
                    reverted++;
                    builds += revert.commit().isPresent() ? 1 : 0;
                }
                case PlannedRemedy.Rebuild rebuild -> builds++;
                case PlannedRemedy.Restore restore -> {}
                case PlannedRemedy.Superseded superseded -> {}
                case PlannedRemedy.Escalate escalate -> {}
                case PlannedRemedy.Undo undo -> turned += goLive - before;
            }
        }
    }

    /** Each decision that the plan follows; what it does not is among the warnings. */
    private List<String> decided() {
        if (plan.header().decisions().isEmpty()) {
            return List.of();
        }
        try (Stream<Entry> entries = plan.entries()) {
            List<String> text =
                    entries.filter(entry -> entry.decided().isPresent())
                            .limit(NAMED + 1L)
                            .map(PlanText::decided)
                            .collect(Collectors.toCollection(ArrayList::new));
            if (text.size() > NAMED) {
                text.set(NAMED, "… and more: decisions.jsonl");
            }
            return text;
        }
    }

    private static String decided(Entry entry) {
        Decided decided = entry.decided().orElseThrow();
        return Screen.safe(
                entry.deploy().text()
                        + "  "
                        + entry.remedy().text()
                        + ", by "
                        + decided.by()
                        + ": "
                        + decided.why());
    }

    private List<String> named() {
        List<String> text = new ArrayList<>();
        name(text, "cannot be read", totals.names("incomplete", "unreadable"));
        name(text, "deleted, but a site publishes it", totals.names("deleted_but_published"));
        name(text, "in a state that we do not know", totals.names("unknown_states"));
        return text;
    }

    private static void name(List<String> text, String what, List<String> names) {
        names.stream().limit(NAMED).forEach(name -> text.add(what + ": " + Screen.safe(name)));
        if (names.size() > NAMED) {
            text.add("… and more: plan.json");
        }
    }

    /** As the reports have them, highest tier first. */
    private List<String> sitesDown() {
        List<String> down = new ArrayList<>();
        new Stories(plan)
                .eachSite(site -> site.down().ifPresent(why -> down.add(siteDown(site, why))));
        if (down.size() <= NAMED) {
            return down;
        }
        List<String> first = new ArrayList<>(down.subList(0, NAMED));
        first.add(
                "… "
                        + Screen.number(down.size() - NAMED)
                        + " more: "
                        + plan.folder().resolve("sites-down.csv"));
        return first;
    }

    private static String siteDown(SiteReport site, SiteDown why) {
        String name = site.name().or(() -> site.site().map(Id::text)).orElse("?");
        return Screen.pad(Screen.safe(name), 24) + ' ' + why.text();
    }

    private void next() {
        String brief = Screen.brief(plan.id());
        lines.add("");
        if (totals.entries() == 0) {
            lines.add("Nothing to repair, and nothing to sign.");
            return;
        }
        SignOffText signOff = new SignOffText(plan);
        signOff.lines().forEach(line -> fact("signed", line));
        lines.add(
                "One verdict: reconciler show "
                        + brief
                        + " --deploy ID. Customers: "
                        + plan.folder().resolve("customers"));
        lines.add(outcome(brief).orElseGet(() -> toSignOrApply(signOff, brief)));
    }

    /** What came of it, and what is next; nothing is next to it before it is applied. */
    private Optional<String> outcome(String brief) {
        Optional<String> unfinished = Applied.unfinished(plan.folder());
        unfinished.ifPresent(text -> fact("unfinished", text));
        Optional<String> applied = Applied.text(plan.folder());
        applied.ifPresent(text -> fact(unfinished.isEmpty() ? "applied" : "before it", text));
        List<String> takenBack = TakenBack.by(plan.folder());
        if (!takenBack.isEmpty()) {
            takenBack.forEach(by -> fact("taken back", "by plan " + by + told(by)));
            fact("", "nothing more of this one is applied");
            return Optional.of("Next: reconciler show " + Screen.brief(tellingMost(takenBack)));
        }
        if (unfinished.isPresent()) {
            return Optional.of(Applied.goOn(brief));
        }
        return applied.map(text ->
                Applied.left(Applied.in(plan.folder())) == 0
                        ? "Next: see whether anything is left: reconciler plan"
                        : "Next: the rest, under the same signatures: reconciler apply " + brief);
    }

    private String told(String undo) {
        return isApplied(undo) ? ", which was applied" : ", which is not applied yet";
    }

    /** The one of several that was applied, else the newest. */
    private String tellingMost(List<String> undoes) {
        return undoes.stream().filter(this::isApplied).findFirst().orElse(undoes.getLast());
    }

    /** As the folder beside this one says, where there is one. */
    private boolean isApplied(String undo) {
        Path folder = plan.folder().resolveSibling(undo);
        return Applied.text(folder).or(() -> Applied.unfinished(folder)).isPresent();
    }

    private static String toSignOrApply(SignOffText signOff, String brief) {
        return signOff.isComplete()
                ? "Next: reconciler apply " + brief
                : "Next: two people sign it: reconciler approve "
                        + brief
                        + " --key ~/.ssh/id_ed25519";
    }

    private void section(String title, List<String> text) {
        if (text.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title);
        text.forEach(line -> lines.add("  " + line));
    }

    private void fact(String label, String text) {
        lines.add(Screen.fact(label, Screen.safe(text)));
    }
}
