package dev.reconciler.app.cli;

import dev.reconciler.approve.Approvals;
import dev.reconciler.approve.SignOff;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who has signed a plan, in words. */
final class SignOffText {
    private final List<String> lines = new ArrayList<>();
    private final Optional<SignOff> signOff;

    /**
     * Looks at the signatures in the plan's folder. Where they cannot be checked, that is what it
     * says.
     */
    SignOffText(FrozenPlan plan) {
        this.signOff = check(plan);
    }

    private Optional<SignOff> check(FrozenPlan plan) {
        try {
            SignOff found =
                    Approvals.check(
                            plan.folder(), plan.folder().resolve(Approvals.ALLOWED_SIGNERS));
            String people =
                    found.approvals().stream()
                            .map(approval ->
                                    Screen.safe(approval.person())
                                            + ' '
                                            + Screen.time(approval.at()))
                            .collect(Collectors.joining(", "));
            lines.add(people.isEmpty() ? "by nobody yet" : people);
            found.rejected()
                    .forEach(rejected ->
                            lines.add(
                                    "counts for nothing: "
                                            + Screen.safe(rejected.file().getFileName().toString())
                                            + ", "
                                            + rejected.reason().text()));
            return Optional.of(found);
        } catch (Problem e) {
            lines.add("the signatures cannot be checked: " + e.what() + " (" + e.where() + ")");
            return Optional.empty();
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Whether nobody else has to sign. */
    boolean isComplete() {
        return signOff.filter(found -> found.missing() == 0).isPresent();
    }
}
