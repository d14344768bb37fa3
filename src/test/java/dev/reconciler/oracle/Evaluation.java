package dev.reconciler.oracle;

import static dev.reconciler.oracle.Expected.Remedy.ESCALATE;
import static dev.reconciler.oracle.Expected.Remedy.PUBLISH;
import static dev.reconciler.oracle.Expected.Remedy.REBUILD;
import static dev.reconciler.oracle.Expected.Remedy.RESTORE;
import static dev.reconciler.oracle.Expected.Remedy.REVERT;
import static dev.reconciler.oracle.Expected.Remedy.SUPERSEDED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Sections 4 to 6 of the contract in one world, in which everything has been read. */
final class Evaluation {
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final Platform platform;
    private final World world;
    private final Incident incident;
    private final Store store;
    private final Set<BsonValue> held;

    private final List<Subject> newestFirst = new ArrayList<>();
    private final SortedMap<BsonValue, Subject> subjects = new TreeMap<>(BsonOrder.ORDER);
    private final SortedMap<BsonValue, Restoration> restored = new TreeMap<>(BsonOrder.ORDER);
    private final SortedMap<BsonValue, SortedSet<String>> damage = new TreeMap<>(BsonOrder.ORDER);
    private final SortedMap<BsonValue, List<Expected.DamagedFile>> files =
            new TreeMap<>(BsonOrder.ORDER);
    private final SortedMap<BsonValue, Expected.Remedy> remedies = new TreeMap<>(BsonOrder.ORDER);
    private final SortedMap<BsonValue, Subject> targets = new TreeMap<>(BsonOrder.ORDER);
    private final SortedSet<BsonValue> builtAgain = new TreeSet<>(BsonOrder.ORDER);

    /** What each live site publishes: now, then as the plan leaves it. */
    private final SortedMap<BsonValue, Optional<BsonValue>> publishes =
            new TreeMap<>(BsonOrder.ORDER);

    /**
     * @param held deploys that are left alone, whatever this world says of them
     */
    Evaluation(Platform platform, World world, Store store, Set<BsonValue> held) {
        this.platform = platform;
        this.world = world;
        this.incident = platform.incident;
        this.store = store;
        this.held = held;
        platform.deploys
                .values()
                .forEach(live -> newestFirst.add(new Subject(platform, world, live)));
        newestFirst.sort(Subject.NEWEST_FIRST);
        newestFirst.forEach(subject -> subjects.put(subject.id, subject));
        platform.liveSites.forEach(
                (id, site) -> publishes.put(id, Fields.get(site, "published_deploy_id")));

        newestFirst.forEach(this::restore);
        newestFirst.forEach(this::findDamage);
        sitesOfDeploys().forEach(this::publish);
        newestFirst.forEach(this::revert);
        newestFirst.forEach(this::forgive);
        newestFirst.forEach(this::decideTheRest);
    }

    // ---- RESTORE, and the damage of trees and files

    private void restore(Subject subject) {
        if (!subject.metadataDamage().isEmpty()) {
            Restoration.candidates(subject).values().forEach(store::tree);
            Optional<Restoration> restoration = Restoration.of(subject, store);
            if (restoration.isPresent() && !isHeld(subject)) {
                restored.put(subject.id, restoration.get());
                remedies.put(subject.id, RESTORE);
            }
        }
    }

    private boolean isHeld(Subject subject) {
        return held.contains(subject.id);
    }

    private boolean isChecked(Subject subject) {
        return !subject.metadataDamage().isEmpty()
                || isSinceFrom(subject.createdAt())
                || isSinceFrom(subject.logged.map(PointerLog.Entry::at))
                || !platform.publishers(subject.id).isEmpty();
    }

    private boolean isSinceFrom(Optional<Instant> time) {
        return time.isPresent()
                && incident.from().isPresent()
                && !time.get().isBefore(incident.from().get());
    }

    private void findDamage(Subject subject) {
        SortedSet<String> kinds = new TreeSet<>(subject.metadataDamage());
        List<Expected.DamagedFile> damaged = List.of();
        if (isChecked(subject)) {
            subject.ownPointer()
                    .map(store::tree)
                    .ifPresent(tree -> {
                        if (tree.missing()) {
                            kinds.add("tree-missing");
                        }
                        if (tree.corrupt()) {
                            kinds.add("tree-corrupt");
                        }
                    });
            damaged =
                    treeAfter(subject)
                            .filter(Store.Tree::readable)
                            .map(Store.Tree::files)
                            .orElse(List.of());
        }
        kinds.addAll(Restoration.fileDamage(damaged));
        damage.put(subject.id, kinds);
        files.put(subject.id, damaged);
    }

    /** The tree that a deploy has once the plan is applied. */
    private Optional<Store.Tree> treeAfter(Subject subject) {
        Optional<String> tree =
                isRestored(subject) ? restored.get(subject.id).tree() : subject.ownPointer();
        return tree.map(store::tree);
    }

    private boolean isSound(Subject subject) {
        return damage.get(subject.id).isEmpty();
    }

    private boolean isRestored(Subject subject) {
        return restored.containsKey(subject.id);
    }

    /**
     * A deploy that an earlier plan sidelined is no damage where neither RESTORE nor REVERT fits
     * it, and that is known.
     */
    private void forgive(Subject subject) {
        if (subject.marked && !remedies.containsKey(subject.id) && !isHeld(subject)) {
            damage.put(subject.id, new TreeSet<>());
            files.put(subject.id, List.of());
        }
    }

    // ---- fields as the plan leaves them

    private BsonDocument restoredOrLive(Subject subject) {
        return isRestored(subject) ? restored.get(subject.id).applyTo(subject) : subject.live;
    }

    private Optional<String> state(Subject subject) {
        return Fields.string(Fields.get(restoredOrLive(subject), "state"));
    }

    private boolean isReady(Subject subject) {
        return state(subject).equals(Optional.of("ready"));
    }

    private List<Subject> production(BsonValue site) {
        return newestFirst.stream().filter(s -> s.isProduction() && s.isOfSite(site)).toList();
    }

    private SortedSet<BsonValue> sitesOfDeploys() {
        SortedSet<BsonValue> sites = new TreeSet<>(BsonOrder.ORDER);
        newestFirst.forEach(subject -> subject.site().ifPresent(sites::add));
        return sites;
    }

    private Optional<BsonValue> published(BsonValue site) {
        return publishes.getOrDefault(site, Optional.empty());
    }

    private boolean publishes(BsonValue site, Subject subject) {
        return published(site).filter(id -> BsonOrder.same(id, subject.id)).isPresent();
    }

    private boolean publishesNow(BsonValue site, Subject subject) {
        return platform.publishers(subject.id).stream()
                .anyMatch(publisher -> BsonOrder.same(publisher, site));
    }

    /** Whether only RESTORE and ESCALATE apply. */
    private boolean isRestricted(Subject subject) {
        Optional<BsonValue> site = subject.site();
        return site.isEmpty()
                || !platform.liveSites.containsKey(site.get())
                || platform.publishers(subject.id).stream()
                        .anyMatch(other -> !BsonOrder.same(other, site.get()))
                || subject.context().isEmpty()
                || subject.createdAt().isEmpty();
    }

    // ---- PUBLISH

    private void publish(BsonValue site) {
        List<Subject> production = production(site);
        Optional<Subject> toPublish =
                production.stream()
                        .filter(subject ->
                                fitsPublish(site, subject, production)
                                        && mayBePublished(site, subject))
                        .findFirst();
        Optional<Subject> newest = production.stream().filter(this::isInWindow).findFirst();
        if (newest.isPresent() && isEscalatedInPlace(site, newest.get(), toPublish)) {
            remedies.put(newest.get().id, ESCALATE);
        } else if (toPublish.isPresent() && !isHeld(toPublish.get())) {
            remedies.put(toPublish.get().id, PUBLISH);
            publishes.put(site, Optional.of(toPublish.get().id));
        }
    }

    private boolean isEscalatedInPlace(
            BsonValue site, Subject newest, Optional<Subject> toPublish) {
        boolean heldBack =
                isReady(newest) && (platform.isLocked(site) || wasUpdatedSince(site, newest));
        boolean isPublished = toPublish.isPresent() && toPublish.get() == newest && !isHeld(newest);
        return isSound(newest)
                && !publishesNow(site, newest)
                && !state(newest).map(Fields.FAILED::contains).orElse(false)
                && !wasJustUpdated(newest)
                && !isPublished
                && !heldBack;
    }

    private boolean fitsPublish(BsonValue site, Subject subject, List<Subject> production) {
        return fitsAlone(site, subject)
                && production.stream()
                        .filter(other -> other.isNewerThan(subject))
                        .noneMatch(newer -> isReady(newer) || fitsAlone(site, newer));
    }

    /**
     * The rule but for newer deploys. Of two that fit alone the newer one is in the way of the
     * older one.
     */
    private boolean fitsAlone(BsonValue site, Subject subject) {
        return isSound(subject)
                && !isRestricted(subject)
                && subject.isProduction()
                && isInWindow(subject)
                && incident.to().isPresent()
                && state(subject)
                        .map(List.of("uploaded", "prepared", "processing", "processed")::contains)
                        .orElse(false)
                && !wasJustUpdated(subject)
                && subject.ownPointer().map(store::tree).map(Store.Tree::intact).orElse(false)
                && !platform.isLocked(site)
                && published(site).map(id -> isOlder(id, subject)).orElse(true);
    }

    private boolean mayBePublished(BsonValue site, Subject subject) {
        return subject.ownPointer().map(subject::isVouchedFor).orElse(false)
                && !wasUpdatedSince(site, subject);
    }

    private boolean isInWindow(Subject subject) {
        Optional<Instant> created = subject.createdAt();
        return isSinceFrom(created)
                && incident.to().map(to -> created.get().isBefore(to)).orElse(true);
    }

    private boolean wasJustUpdated(Subject subject) {
        return Fields.date(Fields.get(subject.live, "updated_at"))
                .filter(updated -> updated.isAfter(incident.now().minus(GRACE)))
                .isPresent();
    }

    private boolean wasUpdatedSince(BsonValue site, Subject subject) {
        return platform.wasUpdatedSince(site, subject.createdAt().orElseThrow());
    }

    /** Whether the deploy of an id is older: one that is gone is older than any. */
    private boolean isOlder(BsonValue id, Subject than) {
        return !subjects.containsKey(id) || than.isNewerThan(subjects.get(id));
    }

    // ---- REVERT

    private void revert(Subject subject) {
        if (remedies.containsKey(subject.id) || isHeld(subject) || isRestricted(subject)) {
            return;
        }
        BsonValue site = subject.site().orElseThrow();
        boolean unreadable =
                subject.ownPointer().map(store::tree).filter(tree -> !tree.readable()).isPresent();
        boolean bad = subject.hasPointerDamage() || unreadable;
        if (publishes(site, subject) && !platform.isLocked(site) && bad) {
            target(site, subject)
                    .ifPresent(target -> {
                        remedies.put(subject.id, REVERT);
                        targets.put(subject.id, target);
                        publishes.put(site, Optional.of(target.id));
                        if (mayBeBuiltAgain(subject, site)) {
                            builtAgain.add(subject.id);
                        }
                    });
        }
    }

    private Optional<Subject> target(BsonValue site, Subject subject) {
        return production(site).stream()
                .filter(other -> subject.isNewerThan(other) && isTarget(other))
                .findFirst();
    }

    private boolean isTarget(Subject other) {
        BsonDocument after = restoredOrLive(other);
        Optional<String> tree = Fields.hexId(Fields.get(after, "tree_id"));
        return isReady(other)
                && Fields.date(Fields.get(after, "published_at")).isPresent()
                && (isSound(other) || isRestored(other))
                && other.createdAt().isPresent()
                && tree.map(other::isVouchedFor).orElse(false)
                && store.tree(tree.get()).intact();
    }

    // ---- SUPERSEDED, REBUILD, ESCALATE

    private void decideTheRest(Subject subject) {
        if (remedies.containsKey(subject.id) || isHeld(subject) || isSound(subject)) {
            return;
        }
        if (isRestricted(subject)) {
            remedies.put(subject.id, ESCALATE);
            return;
        }
        BsonValue site = subject.site().orElseThrow();
        if (isSuperseded(subject, site)) {
            remedies.put(subject.id, SUPERSEDED);
        } else if (mayBeBuiltAgain(subject, site)) {
            remedies.put(subject.id, REBUILD);
            builtAgain.add(subject.id);
        } else {
            remedies.put(subject.id, ESCALATE);
        }
    }

    private boolean isSuperseded(Subject subject, BsonValue site) {
        if (publishes(site, subject)) {
            return false;
        }
        List<Subject> newer =
                newestFirst.stream()
                        .filter(other -> other.isNewerThan(subject) && other.isOfSite(site))
                        .toList();
        if (subject.isProduction()) {
            boolean newerIsPublished =
                    published(site)
                            .filter(id ->
                                    subjects.containsKey(id)
                                            && subjects.get(id).isNewerThan(subject))
                            .isPresent();
            return newerIsPublished
                    || newer.stream().anyMatch(o -> o.isProduction() && isBuiltAgain(o));
        }
        return newer.stream()
                .filter(other -> other.context().equals(subject.context()))
                .filter(other ->
                        subject.branch().isPresent() && other.branch().equals(subject.branch()))
                .anyMatch(other ->
                        isBuiltAgain(other)
                                || (isReady(other) && (isSound(other) || isRestored(other))));
    }

    private boolean isBuiltAgain(Subject subject) {
        return builtAgain.contains(subject.id);
    }

    private boolean mayBeBuiltAgain(Subject subject, BsonValue site) {
        return subject.commit().isPresent()
                && !subject.failed()
                && (!subject.isProduction() || putsNothingNewLive(subject, site));
    }

    private boolean putsNothingNewLive(Subject subject, BsonValue site) {
        boolean newest =
                production(site).stream().filter(s -> !s.failed()).findFirst().orElseThrow()
                        == subject;
        boolean wanted =
                publishesNow(site, subject)
                        || (isSinceFrom(subject.createdAt()) && !wasUpdatedSince(site, subject));
        return newest && !platform.isLocked(site) && wanted;
    }

    // ---- what comes out

    SortedMap<BsonValue, Outcome> outcomes() {
        SortedMap<BsonValue, Outcome> outcomes = new TreeMap<>(BsonOrder.ORDER);
        newestFirst.forEach(subject -> outcomes.put(subject.id, outcome(subject)));
        return outcomes;
    }

    private Outcome outcome(Subject subject) {
        Optional<Restoration> restoration = Optional.ofNullable(restored.get(subject.id));
        return new Outcome(
                damage.get(subject.id),
                Optional.ofNullable(remedies.get(subject.id)),
                restoration.flatMap(Restoration::source),
                restoration.flatMap(Restoration::tree),
                Optional.ofNullable(targets.get(subject.id)).map(target -> target.id),
                isBuiltAgain(subject) ? subject.commit() : Optional.empty(),
                files.get(subject.id),
                isSidelined(subject),
                writes(subject));
    }

    /** Damaged metadata that is not restored; but not where a page is up. */
    private boolean isSidelined(Subject subject) {
        return isUnrestoredMetadata(subject) && !isUp(subject);
    }

    private boolean isUnrestoredMetadata(Subject subject) {
        return remedies.containsKey(subject.id)
                && !isRestored(subject)
                && !isHeld(subject)
                && !subject.metadataDamage().isEmpty();
    }

    private boolean isUp(Subject subject) {
        return publishes.keySet().stream().anyMatch(site -> publishes(site, subject))
                && subject.ownPointer().map(store::tree).map(Store.Tree::readable).orElse(false);
    }

    private BsonDocument after(Subject subject) {
        if (isRestored(subject)) {
            return restored.get(subject.id).applyTo(subject);
        }
        if (isSidelined(subject)) {
            return Restoration.sideline(subject);
        }
        BsonDocument after = subject.live.clone();
        if (isUnrestoredMetadata(subject)) {
            Restoration.identity(subject, after);
        }
        if (remedies.get(subject.id) == PUBLISH) {
            after.put("state", new BsonString("ready"));
        }
        return after;
    }

    private List<Expected.Write> writes(Subject subject) {
        List<Expected.Write> writes = new ArrayList<>();
        Expected.Write ofDeploy = write("deploys", subject.id, subject.live, after(subject));
        boolean datesIt =
                isRestored(subject) && subject.finding("updated_at") == Subject.Finding.INVALID;
        if (!ofDeploy.set().isEmpty() || !ofDeploy.unset().isEmpty() || datesIt) {
            writes.add(ofDeploy);
        }
        Expected.Remedy remedy = remedies.get(subject.id);
        if (remedy == PUBLISH) {
            writes.addLast(pointSite(subject, subject.id));
        }
        if (remedy == REVERT) {
            writes.addFirst(pointSite(subject, targets.get(subject.id).id));
        }
        return writes;
    }

    private Expected.Write pointSite(Subject subject, BsonValue deploy) {
        BsonDocument site = platform.liveSites.get(subject.site().orElseThrow());
        BsonDocument after = site.clone();
        after.put("published_deploy_id", deploy);
        return write("sites", site.get("_id"), site, after);
    }

    private static Expected.Write write(
            String collection, BsonValue id, BsonDocument before, BsonDocument after) {
        SortedMap<String, BsonValue> set = new TreeMap<>();
        SortedSet<String> unset = new TreeSet<>();
        after.forEach((field, value) -> {
            if (!value.equals(before.get(field))) {
                set.put(field, value);
            }
        });
        before.forEach((field, value) -> {
            if (!after.containsKey(field) && !value.isNull()) {
                unset.add(field);
            }
        });
        return new Expected.Write(collection, id, set, unset);
    }

    SortedMap<BsonValue, Optional<BsonValue>> publishes() {
        return publishes;
    }

    boolean tellsOfIdentity() {
        return world.unseen().filter(World.Unseen::ofIdentity).isPresent();
    }

    /** Whether a site is down once the plan is applied. */
    boolean isDown(BsonValue site) {
        Optional<BsonValue> id = published(site);
        if (id.isEmpty()) {
            return platform.publishedInSnapshot(site);
        }
        Subject subject = subjects.get(id.get());
        if (subject == null || !subject.isOfSite(site)) {
            return true;
        }
        return !treeAfter(subject).map(Store.Tree::intact).orElse(false);
    }

    Subject subject(BsonValue id) {
        return subjects.get(id);
    }

    /** Keys that could not be read and of which the answer was wanted. */
    Set<String> asked() {
        return store.asked();
    }
}
