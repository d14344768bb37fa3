package dev.reconciler.report;

import dev.reconciler.decide.Decided;
import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.model.Source;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.PlannedRemedy.Pointer;
import dev.reconciler.plan.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonString;

/**
 * Builds what a report is given: a deploy of the day of the incident with the values that a test
 * does not care about.
 */
public final class Reported {
    public static final Instant FROM = Instant.parse("2017-02-02T17:17:00Z");
    private static final ReportHeader PLANNED =
            new ReportHeader(
                    "7f3a91c2" + "0".repeat(56),
                    Instant.parse("2017-02-02T17:50:00Z"),
                    Optional.empty(),
                    Optional.of(FROM),
                    Optional.of(Instant.parse("2017-02-02T09:00:00Z")),
                    Names.defaults());

    private final String id;
    private final PlannedRemedy remedy;
    private Set<Damage> damage = EnumSet.of(Damage.POINTER_LOST);
    private List<DamagedFile> files = List.of();
    private long more;
    private boolean sidelined;
    private boolean published;
    private boolean elsewhere;
    private Optional<Conflict> conflict = Optional.empty();
    private boolean incomplete;
    private Optional<Decided> decided = Optional.empty();
    private String reason = "";
    private final List<Write> writes = new ArrayList<>();
    private DeployFacts facts =
            new DeployFacts(
                    Optional.of("Add guide"),
                    Optional.of("main"),
                    Optional.of("91c04abf00000000000000000000000000000000"),
                    Optional.of("production"),
                    Optional.of(Instant.parse("2017-02-02T18:23:00Z")));
    private Optional<DeployFacts> target = Optional.empty();
    private Optional<EntryResult> result = Optional.of(EntryResult.CONFIRMED);

    private Reported(String id, PlannedRemedy remedy) {
        this.id = id;
        this.remedy = remedy;
    }

    public static ReportHeader planned() {
        return PLANNED;
    }

    public static ReportHeader applied() {
        return new ReportHeader(
                PLANNED.plan(),
                PLANNED.planned(),
                Optional.of(Instant.parse("2017-02-02T18:04:00Z")),
                PLANNED.from(),
                PLANNED.backup(),
                PLANNED.names());
    }

    public static Id id(String text) {
        return Id.of(new BsonString(text));
    }

    public static Reported restored(String id, Source source) {
        return new Reported(
                id,
                new PlannedRemedy.Restore(
                        Optional.of(new Pointer(new TreeId("a".repeat(40)), source))));
    }

    public static Reported restoredWithoutTree(String id) {
        return new Reported(id, new PlannedRemedy.Restore(Optional.empty()))
                .damage(Damage.IDENTITY_LOST);
    }

    public static Reported goesLive(String id) {
        return new Reported(id, new PlannedRemedy.Publish()).damage();
    }

    public static Reported reverted(String id, DeployFacts target, Optional<String> commit) {
        var reported =
                new Reported(id, new PlannedRemedy.Revert(id("target"), commit))
                        .sidelined()
                        .published();
        reported.target = Optional.of(target);
        return reported;
    }

    public static Reported superseded(String id) {
        return new Reported(id, new PlannedRemedy.Superseded()).sidelined();
    }

    public static Reported rebuilt(String id, String commit) {
        return new Reported(id, new PlannedRemedy.Rebuild(commit)).sidelined();
    }

    public static Reported escalated(String id) {
        return new Reported(id, new PlannedRemedy.Escalate()).reason("nobody vouches for it");
    }

    public static Reported undone(String id, PlannedRemedy of) {
        return new Reported(id, new PlannedRemedy.Undo(of)).damage();
    }

    public Reported damage(Damage... kinds) {
        damage = Set.of(kinds);
        return this;
    }

    public Reported files(DamagedFile... damaged) {
        files = List.of(damaged);
        return this;
    }

    public Reported files(List<DamagedFile> damaged, long andMore) {
        files = damaged;
        more = andMore;
        return this;
    }

    public Reported sidelined() {
        sidelined = true;
        return this;
    }

    public Reported published() {
        published = true;
        return this;
    }

    /** Another site than its own publishes it. */
    public Reported publishedElsewhere() {
        elsewhere = true;
        return published();
    }

    public Reported conflict(Conflict.What what) {
        conflict = Optional.of(new Conflict(what, "changed"));
        return result(EntryResult.CONFLICT);
    }

    public Reported incomplete() {
        incomplete = true;
        return this;
    }

    public Reported decided() {
        decided = Optional.of(new Decided("grace", "<she> knows"));
        return this;
    }

    public Reported reason(String text) {
        reason = text;
        return this;
    }

    public Reported writes(Write write) {
        writes.add(write);
        return this;
    }

    public Reported facts(DeployFacts known) {
        facts = known;
        return this;
    }

    public Reported result(EntryResult came) {
        result = Optional.of(came);
        return this;
    }

    public Reported planOnly() {
        result = Optional.empty();
        return this;
    }

    /**
     * The entry, on the site and in the account that hold it in {@link #site} and {@link #account}.
     */
    public EntryReport build() {
        var entry =
                new Entry(
                        id(id),
                        Optional.of(id("site")),
                        Optional.of(id("account")),
                        "enterprise",
                        damage,
                        remedy,
                        files,
                        more,
                        sidelined,
                        reason,
                        published,
                        incomplete,
                        decided,
                        writes);
        return new EntryReport(
                entry,
                facts,
                target,
                Optional.empty(),
                published && !elsewhere,
                result,
                conflict,
                Optional.empty());
    }

    public static DeployFacts facts(String title, String created) {
        return new DeployFacts(
                Optional.of(title),
                Optional.of("main"),
                Optional.of("4be1c07a00000000000000000000000000000000"),
                Optional.of("production"),
                Optional.of(Instant.parse(created)));
    }

    public static SiteReport site(String name, Reported... entries) {
        return new SiteReport(
                Optional.of(id("id-of-" + name)),
                Optional.of(name),
                Optional.of("dev@" + name + ".example"),
                List.of(entries).stream().map(Reported::build).toList(),
                Optional.empty());
    }

    public static SiteReport down(SiteReport site, SiteDown why) {
        return new SiteReport(
                site.site(), site.name(), site.email(), site.entries(), Optional.of(why));
    }

    public static AccountReport account(String name, String tier, SiteReport... sites) {
        return new AccountReport(
                Optional.of(id("id-of-" + name)),
                Optional.of(name),
                tier,
                Optional.of("billing@example.org"),
                List.of(sites));
    }
}
