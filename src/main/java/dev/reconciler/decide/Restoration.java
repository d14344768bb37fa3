package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.Assessment.Candidate;
import dev.reconciler.compare.Evidence;
import dev.reconciler.decide.Remedy.Pointer;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.ReadableTree;
import dev.reconciler.verify.UnreadTree;
import dev.reconciler.verify.UnreadableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonValue;

/** Whether RESTORE fits a deploy with metadata damage (contract, section 5). */
sealed interface Restoration {

    /**
     * @param pointer empty where no pointer is required and nobody has one
     */
    record Fits(Optional<Pointer> pointer) implements Restoration {}

    /**
     * @param why for people
     */
    record DoesNotFit(String why) implements Restoration {}

    /**
     * @param mayBeIntact whether a pointer that it may be restored to may be intact
     * @param why what could not be read, for people
     */
    record CannotTell(boolean mayBeIntact, String why) implements Restoration {
        CannotTell(String why) {
            this(true, why);
        }
    }

    /** Required identity that a build tells. */
    Set<DeployField> OF_BUILDS =
            Set.of(DeployField.SITE_ID, DeployField.CONTEXT, DeployField.CREATED_AT);

    /**
     * @param account the account as the plan leaves it
     * @param proofs of every candidate
     */
    static Restoration of(
            Assessment deploy,
            Optional<BsonValue> account,
            Trees proofs,
            Circumstances circumstances) {
        Optional<Restoration> lost = lostIdentity(deploy, account);
        Optional<String> unread = unreadEvidence(deploy, circumstances);
        if (unread.isPresent()) {
            return lost.filter(no -> isLostWhateverTheLogSays(deploy, circumstances))
                    .orElse(new CannotTell(unread.get()));
        }
        if (lost.isPresent()) {
            return lost.get();
        }
        List<Candidate> candidates = deploy.candidates();
        if (candidates.isEmpty()) {
            return deploy.requiresPointer()
                    ? new DoesNotFit("no evidence has its pointer")
                    : new Fits(Optional.empty());
        }
        Restoration choice = choose(candidates, proofs);
        boolean logMatters =
                !circumstances.logWhole() && deploy.evidence().log().isEmpty() && !isIntact(choice);
        return logMatters ? new CannotTell("the pointer log was not read whole") : choice;
    }

    /** Restored to a tree that a person named, which has to be readable like any other. */
    static Restoration to(
            TreeId named, Assessment deploy, Optional<BsonValue> account, Trees proofs) {
        return lostIdentity(deploy, account)
                .orElseGet(() ->
                        switch (proofs.of(named)) {
                            case ReadableTree tree ->
                                    new Fits(Optional.of(new Pointer(tree, Source.DECISION)));
                            case UnreadableTree tree ->
                                    new DoesNotFit(
                                            "the tree that it names cannot be read: " + tree.why());
                            case UnreadTree tree -> new CannotTell(!tree.hasDamage(), tree.why());
                        });
    }

    private static Optional<Restoration> lostIdentity(
            Assessment deploy, Optional<BsonValue> account) {
        return Stream.of(DeployField.values())
                .filter(DeployField::required)
                .filter(field -> planned(deploy, field, account).isEmpty())
                .findFirst()
                .map(field -> new DoesNotFit("no evidence has its " + field.defaultName()));
    }

    private static Optional<BsonValue> planned(
            Assessment deploy, DeployField field, Optional<BsonValue> account) {
        return field == DeployField.ACCOUNT_ID ? account : deploy.planned(field);
    }

    /**
     * What is absent from a source that was not read whole was not read, and would have been
     * evidence.
     */
    private static Optional<String> unreadEvidence(Assessment deploy, Circumstances circumstances) {
        Evidence evidence = deploy.evidence();
        boolean hasSite = deploy.isEvident(DeployField.SITE_ID) || evidence.log().isPresent();
        return circumstances
                .unread(evidence.snapshot().isPresent(), evidence.tellsOfPointer() && hasSite)
                .or(() -> unreadBuild(deploy, circumstances));
    }

    /** Some builds may be in the snapshot only. */
    private static Optional<String> unreadBuild(Assessment deploy, Circumstances circumstances) {
        boolean isEvident = OF_BUILDS.stream().allMatch(deploy::isEvident);
        return !circumstances.snapshotWhole() && deploy.evidence().build().isEmpty() && !isEvident
                ? Optional.of(
                        "the snapshot was not read whole, and no build of the deploy is in what was read")
                : Optional.empty();
    }

    /**
     * Whether identity that was lost stays lost: of identity the log tells the site alone, and
     * through it the account. But of a live pointer it may tell that it was changed.
     */
    private static boolean isLostWhateverTheLogSays(
            Assessment deploy, Circumstances circumstances) {
        return circumstances.snapshotWhole()
                && deploy.isEvident(DeployField.SITE_ID)
                && deploy.live().tree().isEmpty();
    }

    private static boolean isIntact(Restoration restoration) {
        return restoration instanceof Fits(Optional<Pointer> pointer)
                && pointer.filter(p -> p.tree() instanceof IntactTree).isPresent();
    }

    /**
     * The first intact candidate wins, else the first readable one; but not over one that might
     * have been better.
     */
    private static Restoration choose(List<Candidate> candidates, Trees trees) {
        List<Pointer> readable = new ArrayList<>();
        List<CannotTell> unread = new ArrayList<>();
        List<String> why = new ArrayList<>();
        for (Candidate candidate : candidates) {
            switch (trees.of(candidate.tree())) {
                case IntactTree intact -> {
                    return unread.isEmpty()
                            ? fits(intact, candidate)
                            : new CannotTell(unread.getFirst().why());
                }
                case ReadableTree tree -> {
                    readable.add(new Pointer(tree, candidate.source()));
                    mayBeIntact(tree).map(CannotTell::new).ifPresent(unread::add);
                }
                case UnreadableTree tree -> why.add(candidate.source().text() + "'s " + tree.why());
                case UnreadTree tree -> unread.add(new CannotTell(!tree.hasDamage(), tree.why()));
            }
        }
        return withoutIntact(readable, unread, why);
    }

    /** The first readable tree, unless another one might be read and be better. */
    private static Restoration withoutIntact(
            List<Pointer> readable, List<CannotTell> unread, List<String> why) {
        // Where the first readable one alone may be intact, it is chosen either way.
        boolean onlyFirst =
                !readable.isEmpty()
                        && unread.size() == 1
                        && mayBeIntact(readable.getFirst().tree())
                                .filter(unread.getFirst().why()::equals)
                                .isPresent();
        if (!unread.isEmpty() && !onlyFirst) {
            return new CannotTell(
                    unread.stream().anyMatch(CannotTell::mayBeIntact), unread.getFirst().why());
        }
        return readable.isEmpty()
                ? new DoesNotFit("no tree of it can be read: " + String.join("; ", why))
                : new Fits(Optional.of(readable.getFirst()));
    }

    private static Optional<String> mayBeIntact(ReadableTree tree) {
        return tree.hasDamage() ? Optional.empty() : tree.unread();
    }

    private static Restoration fits(ReadableTree tree, Candidate candidate) {
        return new Fits(Optional.of(new Pointer(tree, candidate.source())));
    }
}
