package dev.reconciler.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A live deploy, what there is of evidence for it, and the damage of its metadata (contract,
 * sections 3 and 4).
 */
final class Subject {
    /** One field, one finding. */
    enum Finding {
        FINE,
        LOST,
        INVALID,
        CHANGED
    }

    /** Newest first: a deploy whose created_at cannot be had is newer than any. */
    static final Comparator<Subject> NEWEST_FIRST =
            Comparator.comparing(
                            Subject::createdAt,
                            (a, b) -> {
                                if (a.isEmpty() || b.isEmpty()) {
                                    return Boolean.compare(a.isEmpty(), b.isEmpty());
                                }
                                return a.get().compareTo(b.get());
                            })
                    .thenComparing(subject -> subject.id, BsonOrder.ORDER)
                    .reversed();

    private final Platform platform;
    final BsonValue id;
    final BsonDocument live;

    /**
     * The live document; of one that a plan sidelined without {@code state} and {@code
     * error_message}.
     */
    final BsonDocument seen;

    final boolean marked;
    final Optional<BsonDocument> snapshot;
    final Optional<PointerLog.Entry> logged;
    final Optional<BsonDocument> build;
    final Optional<String> snapshotPointer;
    final Optional<String> logPointer;
    final boolean pointerRequired;
    final Finding pointer;
    final Finding state;
    private final Map<String, Finding> findings = new HashMap<>();
    private final Map<String, BsonValue> planned = new HashMap<>();

    Subject(Platform platform, World world, BsonDocument live) {
        this.platform = platform;
        this.live = live;
        this.id = live.get("_id");
        this.marked = Fields.isMarked(live);
        this.seen = live.clone();
        if (marked) {
            seen.remove("state");
            seen.remove("error_message");
        }
        this.snapshot =
                Optional.ofNullable(platform.snapshotDeploys.get(id))
                        .or(() -> world.snapshotOf(id));
        this.logged =
                Optional.ofNullable(platform.log.first().get(id)).or(() -> world.loggedOf(id));
        this.build = platform.buildOf(id).or(() -> world.buildOf(id));
        this.snapshotPointer = Fields.hexId(Fields.get(snapshot, "tree_id"));
        this.logPointer = logged.flatMap(PointerLog.Entry::tree);
        this.state = stateFinding();
        this.pointerRequired = pointerRequired();
        this.pointer = pointerFinding();
        Fields.IDENTITY.forEach(field -> findings.put(field, identityFinding(field)));
        Fields.LIFECYCLE.forEach(field -> findings.put(field, typeFinding(field)));
        findings.put("updated_at", typeFinding("updated_at"));
        // The site comes first: the account may be that of the site.
        Fields.IDENTITY.forEach(field -> plan(field).ifPresent(value -> planned.put(field, value)));
    }

    // ---- findings

    private Finding stateFinding() {
        Optional<BsonValue> value = Fields.get(seen, "state");
        if (value.isEmpty()) {
            return Finding.LOST;
        }
        return value.get().isString() ? Finding.FINE : Finding.INVALID;
    }

    private boolean pointerRequired() {
        if (snapshotPointer.isPresent() || logPointer.isPresent()) {
            return true;
        }
        if (state == Finding.FINE) {
            return Fields.WITH_POINTER.contains(seen.getString("state").getValue());
        }
        return !snapshotState().map(Fields.FAILED::contains).orElse(false);
    }

    private Finding pointerFinding() {
        Optional<String> own = Fields.hexId(Fields.get(seen, "tree_id"));
        if (own.isEmpty()) {
            boolean something = Fields.get(seen, "tree_id").isPresent();
            return pointerRequired ? Finding.LOST : something ? Finding.INVALID : Finding.FINE;
        }
        Optional<String> was = snapshotPointer.or(() -> logPointer);
        return was.isPresent() && !was.equals(own) ? Finding.CHANGED : Finding.FINE;
    }

    private Finding identityFinding(String field) {
        Optional<BsonValue> value = Fields.get(seen, field);
        Optional<BsonValue> evidence = evidence(field);
        if (value.isEmpty()) {
            boolean lost = Fields.REQUIRED_IDENTITY.contains(field) || evidence.isPresent();
            return lost ? Finding.LOST : Finding.FINE;
        }
        if (!platform.hasType(field, value.get())) {
            return Finding.INVALID;
        }
        return evidence.isPresent() && hasChanged(field, value.get(), evidence.get())
                ? Finding.CHANGED
                : Finding.FINE;
    }

    private boolean hasChanged(String field, BsonValue value, BsonValue evidence) {
        if (snapshotValue(field).isPresent()) {
            return !BsonOrder.same(value, evidence);
        }
        return switch (field) {
            case "site_id", "commit_ref", "context" -> !BsonOrder.same(value, evidence);
            case "created_at" ->
                    Duration.between(time(value), time(evidence))
                                    .abs()
                                    .compareTo(Duration.ofHours(1))
                            > 0;
            default -> false;
        };
    }

    private static Instant time(BsonValue date) {
        return Instant.ofEpochMilli(date.asDateTime().getValue());
    }

    private Finding typeFinding(String field) {
        boolean wrong =
                Fields.get(seen, field)
                        .filter(value -> !platform.hasType(field, value))
                        .isPresent();
        return wrong ? Finding.INVALID : Finding.FINE;
    }

    Finding finding(String field) {
        return findings.getOrDefault(field, Finding.FINE);
    }

    /**
     * The kinds of metadata damage. A deploy that a plan sidelined counts as one whose state is
     * lost.
     */
    SortedSet<String> metadataDamage() {
        SortedSet<String> kinds = new TreeSet<>();
        if (pointer == Finding.LOST) {
            kinds.add("pointer-lost");
        }
        if (pointer == Finding.CHANGED) {
            kinds.add("pointer-changed");
        }
        for (String field : Fields.IDENTITY) {
            if (finding(field) == Finding.LOST) {
                kinds.add("identity-lost");
            }
            if (finding(field) == Finding.CHANGED) {
                kinds.add("identity-changed");
            }
        }
        if (state != Finding.FINE
                || pointer == Finding.INVALID
                || findings.containsValue(Finding.INVALID)) {
            kinds.add("field-invalid");
        }
        return kinds;
    }

    boolean hasPointerDamage() {
        return pointer == Finding.LOST || pointer == Finding.CHANGED;
    }

    /** The pointer, where it carries no pointer damage. */
    Optional<String> ownPointer() {
        return hasPointerDamage() ? Optional.empty() : Fields.hexId(Fields.get(seen, "tree_id"));
    }

    boolean isVouchedFor(String tree) {
        return snapshotPointer.equals(Optional.of(tree)) || logPointer.equals(Optional.of(tree));
    }

    // ---- evidence

    /** The snapshot's value of a field, where it has the right type. */
    Optional<BsonValue> snapshotValue(String field) {
        return Fields.get(snapshot, field).filter(value -> platform.hasType(field, value));
    }

    /** A snapshot taken after a plan sidelined the deploy knows no state of it, only our mark. */
    Optional<String> snapshotState() {
        return Fields.string(Fields.get(snapshot, "state"))
                .filter(state -> !snapshot.map(Fields::isMarked).orElse(false));
    }

    /** The snapshot's value of a lifecycle field, our own mark aside. */
    Optional<BsonValue> snapshotLifecycle(String field) {
        boolean mark =
                field.equals("error_message") && snapshot.map(Fields::isMarked).orElse(false);
        return mark ? Optional.empty() : snapshotValue(field);
    }

    private Optional<BsonValue> evidence(String field) {
        return snapshotValue(field).or(() -> built(field)).or(() -> logged(field));
    }

    private Optional<BsonValue> built(String field) {
        Optional<BsonValue> value =
                switch (field) {
                    case "site_id", "branch", "context", "created_at" -> Fields.get(build, field);
                    case "build_id" -> Fields.get(build, "_id");
                    case "commit_ref" -> Fields.get(build, "sha");
                    default -> Optional.empty();
                };
        return value.filter(v -> platform.hasType(field, v));
    }

    private Optional<BsonValue> logged(String field) {
        return field.equals("site_id")
                ? logged.flatMap(PointerLog.Entry::site).filter(v -> platform.hasType(field, v))
                : Optional.empty();
    }

    // ---- as the plan leaves it

    /** An identity field as it was, as far as it can be had. */
    Optional<BsonValue> planned(String field) {
        return Optional.ofNullable(planned.get(field));
    }

    private Optional<BsonValue> plan(String field) {
        return finding(field) == Finding.FINE
                ? Fields.get(live, field)
                : evidence(field).or(() -> withoutEvidence(field));
    }

    private Optional<BsonValue> withoutEvidence(String field) {
        return switch (field) {
            case "site_id" -> platform.onePublisher(id);
            case "account_id" ->
                    site().flatMap(platform::site)
                            .flatMap(site -> Fields.get(site, "account_id"))
                            .filter(account -> platform.hasType("account_id", account));
            case "created_at" ->
                    id.isObjectId()
                            ? Optional.of(
                                    new BsonDateTime(
                                            (id.asObjectId().getValue().getTimestamp()
                                                            & 0xffffffffL)
                                                    * 1000))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Whether an identity field is as it was, or some evidence has it. */
    boolean isEvident(String field) {
        return finding(field) == Finding.FINE || evidence(field).isPresent();
    }

    Optional<BsonValue> site() {
        return planned("site_id");
    }

    Optional<Instant> createdAt() {
        return Fields.date(planned("created_at"));
    }

    Optional<String> context() {
        return Fields.string(planned("context"));
    }

    Optional<String> branch() {
        return Fields.string(planned("branch"));
    }

    Optional<String> commit() {
        return Fields.string(planned("commit_ref"));
    }

    boolean isProduction() {
        return context().equals(Optional.of("production"));
    }

    boolean isOfSite(BsonValue other) {
        return site().filter(site -> BsonOrder.same(site, other)).isPresent();
    }

    boolean isNewerThan(Subject other) {
        return NEWEST_FIRST.compare(this, other) < 0;
    }

    boolean hasAllRequiredIdentity() {
        return Fields.REQUIRED_IDENTITY.stream().allMatch(field -> planned(field).isPresent());
    }

    /**
     * Whether it was never processed, our own mark aside: the live state where there is one, else
     * the snapshot's.
     */
    boolean failed() {
        Optional<String> was =
                state == Finding.FINE ? Fields.string(Fields.get(seen, "state")) : snapshotState();
        return was.map(Fields.FAILED::contains).orElse(false);
    }
}
