package dev.reconciler.decide;

import dev.reconciler.model.TreeId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What came of deciding about one site. */
public sealed interface SiteOutcome {

    /**
     * @param verdicts newest deploy first
     * @param down why the site is down once the plan is applied; empty where it is not, as far as
     *     is known
     */
    record Decided(List<Verdict> verdicts, Optional<Down> down) implements SiteOutcome {}

    /** Trees that have to be proven first; then the site is decided anew. */
    record NeedsProof(Set<TreeId> trees) implements SiteOutcome {}
}
