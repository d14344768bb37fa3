package dev.reconciler.job.plan;

import dev.reconciler.decide.Decision;
import dev.reconciler.job.DecisionFaults;
import dev.reconciler.job.DecisionsFile;
import dev.reconciler.job.Run;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.source.DocumentLookup;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people decided about deploys, for one run. */
final class Decisions {
    private static final String CHECKED = "decisions checked";

    private final Supplier<Optional<DecisionsFile>> source;
    private @Nullable Map<Id, Decision> byDeploy;

    /**
     * @param source is asked by steps that need it only: a run that was done has no files any more
     */
    Decisions(Supplier<Optional<DecisionsFile>> source) {
        this.source = source;
    }

    Map<Id, Decision> byDeploy() {
        if (byDeploy == null) {
            byDeploy = file().map(DecisionsFile::decisions).orElse(Map.of());
        }
        return byDeploy;
    }

    Optional<DecisionsFile> file() {
        return source.get();
    }

    /** For the plan's header. */
    Optional<PlanHeader.Decisions> header() {
        return file().map(f -> new PlanHeader.Decisions(f.asked().digest(), f.lines().size()));
    }

    /**
     * Once per run: a deploy that is deleted later is no mistake of who decided.
     *
     * @throws dev.reconciler.model.Refused when deploys are named that are not there: names file
     *     and lines
     */
    void refuseUnknown(DocumentLookup live, Names names, Run run) {
        Optional<DecisionsFile> file =
                run.position(CHECKED).isPresent() ? Optional.empty() : file();
        if (file.isEmpty()) {
            return;
        }
        Collection<DecisionsFile.Line> lines = file.get().lines().values();
        Set<Id> there = there(live, names, lines);
        DecisionFaults faults = new DecisionFaults(file.get().asked().path());
        for (DecisionsFile.Line line : lines) {
            DecisionsFile.named(line).stream()
                    .filter(deploy -> !there.contains(deploy))
                    .map(deploy -> unknown(deploy, file.get().where(line)))
                    .forEach(faults::add);
        }
        faults.refuse();
        run.position(CHECKED, "");
    }

    private static Problem unknown(Id deploy, String where) {
        return new Problem(
                "a decision names a deploy that is not there: " + deploy.text(),
                where,
                "Check the id (unresolved.csv has it as it has to be written), or take the line out");
    }

    private static Set<Id> there(
            DocumentLookup live, Names names, Collection<DecisionsFile.Line> lines) {
        Set<Id> named = new TreeSet<>();
        lines.forEach(line -> named.addAll(DecisionsFile.named(line)));
        Set<Id> there = new TreeSet<>();
        live.each(
                names.deploys(), named, document -> Id.ofDocument(document).ifPresent(there::add));
        return there;
    }
}
