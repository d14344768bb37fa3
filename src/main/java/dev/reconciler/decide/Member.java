package dev.reconciler.decide;

import dev.reconciler.compare.Assessment;
import dev.reconciler.compare.DeployRow;
import dev.reconciler.decide.Remedy.Pointer;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.Id;
import dev.reconciler.model.Site;
import dev.reconciler.model.TreeId;
import dev.reconciler.verify.IntactTree;
import dev.reconciler.verify.ReadableTree;
import dev.reconciler.verify.SeenFiles;
import dev.reconciler.verify.TreeAnswer;
import dev.reconciler.verify.UnreadTree;
import dev.reconciler.verify.UnreadableTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonValue;

/** A deploy of the site that is decided upon, as the plan leaves it where it is restored. */
final class Member {
    private static final String PRODUCTION = "production";

    private final DeployRow row;
    private final Optional<Assessment> finding;
    private final Optional<BsonValue> account;
    private final Optional<Restoration> restoration;
    private final Optional<String> unread;
    private final boolean snapshotRead;
    private final Trees trees;
    private final Map<DeployField, Optional<BsonValue>> restored;

    private Member(
            DeployRow row,
            Optional<Assessment> finding,
            Optional<BsonValue> account,
            Optional<Restoration> restoration,
            Optional<String> unread,
            boolean snapshotRead,
            Trees trees) {
        this.row = row;
        this.finding = finding;
        this.account = account;
        this.restoration = restoration;
        this.unread = unread;
        this.snapshotRead = snapshotRead;
        this.trees = trees;
        this.restored =
                restoration.filter(Restoration.Fits.class::isInstance).isPresent()
                        ? Changes.restore(finding.orElseThrow(), account, tree(restoration))
                        : Map.of();
    }

    /**
     * @param named the tree that a person named for it
     */
    static Member of(
            DeployRow row,
            SiteFacts site,
            Trees trees,
            Circumstances circumstances,
            Optional<TreeId> named) {
        Optional<Assessment> finding =
                Optional.ofNullable(site.findings().get(row.id())).filter(f -> !row.foreign());
        Optional<BsonValue> account = finding.flatMap(f -> account(f, site.either()));
        Optional<Restoration> restoration =
                named.isPresent()
                        ? finding.map(f -> Restoration.to(named.get(), f, account, trees))
                        : finding.filter(f -> !f.damage().isEmpty())
                                .map(f -> Restoration.of(f, account, trees, circumstances));
        Optional<String> unread =
                circumstances.unread(
                        row.seenBefore(),
                        finding.map(f -> f.evidence().tellsOfPointer()).orElse(row.vouched()));
        boolean snapshotRead = circumstances.snapshotWhole() || row.seenBefore();
        return new Member(row, finding, account, restoration, unread, snapshotRead, trees);
    }

    /**
     * The account as the plan leaves it: what no evidence has is its site's (contract, section 5).
     */
    private static Optional<BsonValue> account(Assessment deploy, Optional<Site> site) {
        return deploy.planned(DeployField.ACCOUNT_ID)
                .or(() ->
                        site.flatMap(Site::account)
                                .filter(value ->
                                        deploy.types().accepts(DeployField.ACCOUNT_ID, value)));
    }

    private static Optional<TreeId> tree(Optional<Restoration> restoration) {
        return restoration
                .filter(Restoration.Fits.class::isInstance)
                .flatMap(fits -> ((Restoration.Fits) fits).pointer())
                .map(Pointer::id);
    }

    DeployRow row() {
        return row;
    }

    Id id() {
        return row.id();
    }

    Optional<Assessment> finding() {
        return finding;
    }

    Optional<BsonValue> account() {
        return account;
    }

    Optional<Restoration> restoration() {
        return restoration;
    }

    boolean isRestored() {
        return restoration.filter(Restoration.Fits.class::isInstance).isPresent();
    }

    /** Why its pointer may have been another one; empty where all evidence of it was read. */
    Optional<String> unread() {
        return unread;
    }

    /**
     * Whether RESTORE may fit, but something could not be read: also of a deploy that looks sound,
     * but only as far as its evidence was read.
     */
    boolean isRestorationUnknown() {
        return restoration.map(Restoration.CannotTell.class::isInstance).orElse(unread.isPresent());
    }

    /**
     * Whether its document is damaged; of one that was sidelined before that depends on what fits
     * it.
     */
    boolean hasMetadataDamage() {
        return restoration.isPresent()
                && (!wasSidelined() || isRestored() || isRestorationUnknown());
    }

    boolean wasSidelined() {
        return finding.filter(Assessment::isSidelined).isPresent();
    }

    boolean isProduction() {
        return row.context().filter(PRODUCTION::equals).isPresent();
    }

    /** The live sites that publish it. */
    List<Id> publishers() {
        return finding.map(f -> f.evidence().publishers().live()).orElse(List.of());
    }

    /** The state once restored, else the live one. */
    Optional<String> state() {
        Optional<BsonValue> planned = restored.getOrDefault(DeployField.STATE, Optional.empty());
        return planned.isPresent()
                ? planned.map(value -> value.asString().getValue())
                : row.state();
    }

    Truth isReady() {
        return isUnknown(DeployField.STATE)
                ? Truth.UNKNOWN
                : Truth.of(state().filter(DeployState.READY::equals).isPresent());
    }

    /** Whether RESTORE may set a lifecycle field, and cannot be told to fit. */
    private boolean isUnknown(DeployField field) {
        return isRestorationUnknown()
                && finding.map(Assessment::faults)
                        .filter(faults ->
                                faults.containsKey(field) || faults.containsKey(DeployField.STATE))
                        .isPresent();
    }

    /** Whether it has been live, once restored. */
    Truth hasBeenLive() {
        Optional<BsonValue> planned =
                restored.getOrDefault(DeployField.PUBLISHED_AT, Optional.empty());
        boolean has = planned.isPresent() || row.hasBeenLive();
        boolean mayHave =
                isUnknown(DeployField.PUBLISHED_AT)
                        && (!snapshotRead || wasInSnapshot(DeployField.PUBLISHED_AT));
        return !has && mayHave ? Truth.UNKNOWN : Truth.of(has);
    }

    private boolean wasInSnapshot(DeployField field) {
        return finding.flatMap(f -> f.snapshot(field)).isPresent();
    }

    /** The pointer as the plan leaves a restored deploy, else the live one. */
    Optional<TreeId> pointer() {
        return isRestored() ? tree(restoration) : row.tree();
    }

    /** Whether somebody vouches for {@link #pointer()}. */
    boolean isVouchedFor() {
        return finding.map(f -> pointer().filter(f.evidence()::vouchesFor).isPresent())
                .orElse(row.vouched());
    }

    /** What is proven of its own pointer; empty where it has none or that is damaged. */
    Optional<TreeAnswer> ownTree() {
        return finding.filter(Assessment::hasPointerDamage).isPresent()
                ? Optional.empty()
                : row.tree().map(trees::of);
    }

    /**
     * Whether its pages cannot be served from its pointer: pointer damage, or an unreadable tree.
     */
    Truth hasLostItsFiles() {
        if (finding.filter(Assessment::hasPointerDamage).isPresent()) {
            return Truth.YES;
        }
        return ownTree().map(Member::isUnreadable).orElse(Truth.NO).or(this::mayBeDamaged);
    }

    /**
     * Whether it has no damage of any kind. A tree that is not among those checked is not damaged.
     */
    Truth isSound() {
        if (hasMetadataDamage()) {
            return isRestorationUnknown() && wasSidelined() ? Truth.UNKNOWN : Truth.NO;
        }
        Truth intact =
                finding.isEmpty() ? Truth.YES : ownTree().map(Member::isIntact).orElse(Truth.YES);
        return intact.and(() -> mayBeDamaged().not());
    }

    /** Unknown where what was not read may tell of another pointer, else no. */
    private Truth mayBeDamaged() {
        return unread.isPresent() ? Truth.UNKNOWN : Truth.NO;
    }

    Truth isSoundOrRestored() {
        if (isRestored()) {
            return Truth.YES;
        }
        return isRestorationUnknown() ? Truth.UNKNOWN : isSound();
    }

    /** Whether the files that it has once the plan is applied are all there. */
    Truth isIntact() {
        if (isRestored()) {
            return restoredPointer().map(pointer -> isIntact(pointer.tree())).orElse(Truth.NO);
        }
        // What was not read may call a pointer sound that looks damaged, or the other way round.
        Optional<TreeAnswer> own = unread.isPresent() ? row.tree().map(trees::of) : ownTree();
        return own.map(Member::isIntact).orElse(Truth.NO).and(() -> mayBeDamaged().not());
    }

    /** Likewise, but it may yet be restored. */
    Truth mayBeIntact() {
        if (restoration.orElse(null) instanceof Restoration.CannotTell open) {
            return open.mayBeIntact() ? Truth.UNKNOWN : Truth.NO;
        }
        return unread.isPresent() ? Truth.UNKNOWN : isIntact();
    }

    /** What is wrong with the files that it has once the plan is applied. */
    Optional<SeenFiles> seenFiles() {
        return isRestored()
                ? restoredPointer().map(Pointer::tree)
                : ownTree().filter(SeenFiles.class::isInstance).map(SeenFiles.class::cast);
    }

    /** The proof that {@link #isIntact()} rests on. */
    Optional<IntactTree> intactTree() {
        return pointer()
                .map(trees::of)
                .filter(IntactTree.class::isInstance)
                .map(IntactTree.class::cast);
    }

    Optional<Pointer> restoredPointer() {
        return restoration
                .filter(Restoration.Fits.class::isInstance)
                .flatMap(fits -> ((Restoration.Fits) fits).pointer());
    }

    private static Truth isUnreadable(TreeAnswer answer) {
        return switch (answer) {
            case UnreadableTree t -> Truth.YES;
            case ReadableTree t -> Truth.NO;
            case UnreadTree t -> Truth.UNKNOWN;
        };
    }

    private static Truth isIntact(TreeAnswer answer) {
        return switch (answer) {
            case IntactTree t -> Truth.YES;
            case ReadableTree t -> t.hasDamage() ? Truth.NO : Truth.UNKNOWN;
            case UnreadableTree t -> Truth.NO;
            case UnreadTree t -> t.hasDamage() ? Truth.NO : Truth.UNKNOWN;
        };
    }
}
