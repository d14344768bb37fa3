package dev.reconciler.told;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.decide.Decided;
import dev.reconciler.model.Damage;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.Entry;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.plan.Write;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Expectations of what a plan says of one deploy, in the contract's words. */
public final class EntryAssert extends AbstractAssert<EntryAssert, Entry> {
    private final ToldIncident told;

    EntryAssert(Entry entry, ToldIncident told) {
        super(entry, EntryAssert.class);
        this.told = told;
    }

    public EntryAssert hasDamage(String... kinds) {
        assertThat(actual.damage().stream().map(Damage::text)).containsExactlyInAnyOrder(kinds);
        return this;
    }

    // ---- remedies

    public EntryAssert isRestored() {
        return is("RESTORE");
    }

    /** Of RESTORE: who had the pointer. */
    public EntryAssert from(String source) {
        assertThat(pointer().source().text()).isEqualTo(source);
        return this;
    }

    /** Of RESTORE: the tree of that content. */
    public EntryAssert toTreeOf(String content) {
        assertThat(pointer().tree()).isEqualTo(new TreeId(ToldIncident.treeOf(content)));
        return this;
    }

    public EntryAssert withoutPointer() {
        assertThat(((PlannedRemedy.Restore) actual.remedy()).pointer()).isEmpty();
        return this;
    }

    private PlannedRemedy.Pointer pointer() {
        return ((PlannedRemedy.Restore) actual.remedy()).pointer().orElseThrow();
    }

    public EntryAssert isPublished() {
        is("PUBLISH");
        return sets("state", "ready").pointsSiteAt(actual.deploy().value());
    }

    public EntryAssert isReverted() {
        return is("REVERT");
    }

    /** Of REVERT: what the site publishes then. */
    public EntryAssert to(String deploy) {
        assertThat(((PlannedRemedy.Revert) actual.remedy()).target()).isEqualTo(told.id(deploy));
        return pointsSiteAt(told.id(deploy).value());
    }

    private EntryAssert pointsSiteAt(BsonValue deploy) {
        assertThat(set(Write.Target.SITE, "published_deploy_id")).contains(deploy);
        return this;
    }

    /** Of REVERT: its build is asked for again. */
    public EntryAssert andBuiltAgain(String commit) {
        assertThat(((PlannedRemedy.Revert) actual.remedy()).commit()).contains(commit);
        return this;
    }

    public EntryAssert andNotBuiltAgain() {
        assertThat(((PlannedRemedy.Revert) actual.remedy()).commit()).isEmpty();
        return this;
    }

    public EntryAssert isSuperseded() {
        return is("SUPERSEDED");
    }

    public EntryAssert isRebuilt(String commit) {
        is("REBUILD");
        assertThat(((PlannedRemedy.Rebuild) actual.remedy()).commit()).isEqualTo(commit);
        return this;
    }

    /** A person must decide, and not only because something could not be read. */
    public EntryAssert isEscalated() {
        assertThat(actual.incomplete()).as("only for an unread answer").isFalse();
        return is("ESCALATE");
    }

    /** A person must decide because something could not be read; nothing is written meanwhile. */
    public EntryAssert isLeftOpen() {
        assertThat(actual.incomplete()).as("for an unread answer").isTrue();
        return is("ESCALATE").writesNothing();
    }

    private EntryAssert is(String remedy) {
        assertThat(actual.remedy().text()).as(actual.toString()).isEqualTo(remedy);
        return this;
    }

    // ---- what is written

    public EntryAssert isSidelined() {
        assertThat(actual.sidelined()).as("sidelined").isTrue();
        assertThat(after("state")).contains(new BsonString("error"));
        assertThat(after("error_message").orElseThrow().asString().getValue())
                .startsWith("deploy-reconciler: ");
        return this;
    }

    public EntryAssert isNotSidelined() {
        assertThat(actual.sidelined()).as("sidelined").isFalse();
        return this;
    }

    /** On the deploy. */
    public EntryAssert sets(String field, String value) {
        return sets(field, new BsonString(value));
    }

    public EntryAssert sets(String field, BsonValue value) {
        assertThat(set(Write.Target.DEPLOY, field)).as(field).contains(value);
        return this;
    }

    public EntryAssert unsets(String field) {
        assertThat(of(Write.Target.DEPLOY).flatMap(write -> write.unset().stream()))
                .contains(field);
        return this;
    }

    public EntryAssert leaves(String field) {
        assertThat(of(Write.Target.DEPLOY).flatMap(write -> write.goal().keySet().stream()))
                .doesNotContain(field);
        return this;
    }

    /** On the deploy: these fields, set or unset, and no others. */
    public EntryAssert writesOnly(String... fields) {
        assertThat(of(Write.Target.DEPLOY).flatMap(write -> write.goal().keySet().stream()))
                .containsExactlyInAnyOrder(fields);
        return this;
    }

    public EntryAssert writesNothing() {
        assertThat(actual.writes()).isEmpty();
        return this;
    }

    /** In this order: {@code deploy}, {@code site}. */
    public EntryAssert writesInOrder(String... targets) {
        assertThat(
                        actual.writes().stream()
                                .map(write -> write.target().name().toLowerCase(Locale.ROOT)))
                .containsExactly(targets);
        return this;
    }

    private Optional<BsonValue> after(String field) {
        return set(Write.Target.DEPLOY, field).or(() -> told.live(actual.deploy(), field));
    }

    private Optional<BsonValue> set(Write.Target target, String field) {
        return of(target)
                .flatMap(write -> Optional.ofNullable(write.set().get(field)).stream())
                .findFirst();
    }

    private Stream<Write> of(Write.Target target) {
        return actual.writes().stream().filter(write -> write.target() == target);
    }

    // ---- what else is said

    /** A person decided so, and nobody else. */
    public EntryAssert isDecided() {
        assertThat(actual.decided()).contains(new Decided("grace", "she knows"));
        return this;
    }

    public EntryAssert isNotDecided() {
        assertThat(actual.decided()).isEmpty();
        return this;
    }

    /** What a person decided is not followed, and the entry says why. */
    public EntryAssert refuses(String why) {
        isNotDecided();
        assertThat(actual.reason()).contains("grace decided", "which is not followed: " + why);
        return this;
    }

    public EntryAssert lists(String path, String problem) {
        assertThat(actual.files().stream().map(file -> file.path() + " " + file.kind().text()))
                .contains(path + " " + problem);
        return this;
    }

    public EntryAssert saysThat(String part) {
        assertThat(actual.reason()).contains(part);
        return this;
    }

    public EntryAssert saysNothingOf(String part) {
        assertThat(actual.reason()).doesNotContain(part);
        return this;
    }

    public EntryAssert isOfSite(String site) {
        assertThat(actual.site().map(id -> id.text())).contains(site);
        return this;
    }

    public EntryAssert isOfTier(String tier) {
        assertThat(actual.tier()).isEqualTo(tier);
        return this;
    }
}
