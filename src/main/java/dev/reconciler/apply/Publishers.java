package dev.reconciler.apply;

import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Names.SiteField;
import dev.reconciler.plan.Write.Guard;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which sites publish the deploys that are about to be written, where that matters: asked for once
 * for all of them.
 *
 * @param answer sites by deploy
 */
record Publishers(Names names, LiveDatabase live, Map<Id, Set<Id>> answer) {

    /** Asks where any of the writes is guarded so. */
    static Publishers of(Names names, LiveDatabase live, Collection<DocumentWrite> writes) {
        return new Publishers(
                names,
                live,
                ask(
                        names,
                        live,
                        writes.stream()
                                .filter(Publishers::isGuarded)
                                .map(write -> write.place().id())
                                .collect(Collectors.toSet())));
    }

    private static boolean isGuarded(DocumentWrite write) {
        return write.write().guard().filter(Guard.Publishers.class::isInstance).isPresent();
    }

    private static Map<Id, Set<Id>> ask(Names names, LiveDatabase live, Set<Id> deploys) {
        return deploys.isEmpty()
                ? Map.of()
                : live.having(names.sites(), names.of(SiteField.PUBLISHED_DEPLOY_ID), deploys);
    }

    /**
     * A site that publishes the deploy and may not. Before that is said it is asked for once more:
     * the site may have been taken off the deploy since, by a write just before.
     */
    Optional<Id> stranger(Id deploy, Guard.Publishers allowed) {
        return stranger(deploy, allowed, answer)
                .flatMap(site -> stranger(deploy, allowed, ask(names, live, Set.of(deploy))));
    }

    private static Optional<Id> stranger(
            Id deploy, Guard.Publishers allowed, Map<Id, Set<Id>> answer) {
        return answer.getOrDefault(deploy, Set.of()).stream()
                .filter(site -> !allowed.sites().contains(site))
                .sorted()
                .findFirst();
    }
}
