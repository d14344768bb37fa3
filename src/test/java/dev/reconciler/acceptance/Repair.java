package dev.reconciler.acceptance;

import dev.reconciler.acceptance.Shell.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.RawBsonDocument;

/**
 * Everything that was said and done on the way from an incident to its repair, and once more.
 *
 * @param before every document, before anything was run
 * @param planned the same, after the plan was made, signed once, and refused
 * @param after the same, after it was applied
 * @param last the same, after planning again
 * @param plan the plan's folder
 * @param again the folder of the second plan
 */
record Repair(
        Said check,
        Said made,
        Said shown,
        Said signed,
        Said refused,
        Said signedAgain,
        Said applied,
        Said appliedAgain,
        Said madeAgain,
        Map<String, List<RawBsonDocument>> before,
        Map<String, List<RawBsonDocument>> planned,
        Map<String, List<RawBsonDocument>> after,
        Map<String, List<RawBsonDocument>> last,
        Path plan,
        Path again) {

    /** Runs all of it. */
    static Repair of(Staged staged) throws IOException {
        Shell shell = staged.shell();
        var before = staged.picture();
        Said check = shell.run("config", "check");
        Said made = shell.run("plan");
        Path plan = newPlan(staged, Set.of(), made);
        Said shown = shell.run("show", "latest");
        Said signed =
                shell.run("approve", "latest", "--key", staged.signers().key("ada").toString());
        Said refused = shell.run("apply", "latest");
        var planned = staged.picture();
        Said signedAgain =
                shell.run("approve", "latest", "--key", staged.signers().key("grace").toString());
        // All of these incidents damage more than a tenth of a small platform.
        Said applied =
                shell.run("apply", "latest", "--expect", String.valueOf(PlanFile.entries(plan)));
        var after = staged.picture();
        Said appliedAgain = shell.run("apply", plan.getFileName().toString());
        Said madeAgain = shell.run("plan");
        Path again = newPlan(staged, Set.of(plan), madeAgain);
        return new Repair(
                check,
                made,
                shown,
                signed,
                refused,
                signedAgain,
                applied,
                appliedAgain,
                madeAgain,
                before,
                planned,
                after,
                staged.picture(),
                plan,
                again);
    }

    private static Path newPlan(Staged staged, Set<Path> known, Said made) throws IOException {
        Set<Path> plans = new HashSet<>(staged.plans());
        plans.removeAll(known);
        if (plans.size() != 1) {
            throw new AssertionError("not one new plan, but " + plans.size() + "\n" + made);
        }
        return plans.iterator().next();
    }
}
