package dev.reconciler.approve;

import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Proofs without signatures, for tests of what follows an approval. */
public final class TestApproval {
    private TestApproval() {}

    public static ApprovedPlan of(FrozenPlan plan) {
        try {
            var digests = PlanDigests.of(plan.folder().resolve(FrozenPlan.FILE));
            return new CheckedPlan(
                    plan, digests, List.of(by("ada@example.org"), by("grace@example.org")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Approval by(String person) {
        return new Approval(person, "SHA256:" + person, Path.of(person + ".sig"), Instant.EPOCH);
    }
}
