package dev.reconciler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final Instant MORNING = Instant.parse("2017-02-02T08:00:00Z");
    private final IncidentBuilder incident = new IncidentBuilder();

    /**
     * One site that publishes {@code bad}, before which {@code old} was live; both with a tree of
     * one file.
     */
    @BeforeEach
    void story() {
        incident.liveAccounts.add(
                new BsonDocument("_id", text("acme")).append("plan", text("business")));
        incident.liveSites.add(
                new BsonDocument("_id", text("docs"))
                        .append("account_id", text("acme"))
                        .append("locked", BsonBoolean.FALSE)
                        .append("published_deploy_id", text("bad"))
                        .append("updated_at", date(MORNING)));
        deploy("old", MORNING.minusSeconds(3600), tree("old"));
        deploy("bad", MORNING, tree("bad"));
    }

    private void deploy(String id, Instant created, String tree) {
        BsonDocument deploy =
                new BsonDocument("_id", text(id))
                        .append("site_id", text("docs"))
                        .append("account_id", text("acme"))
                        .append("context", text("production"))
                        .append("created_at", date(created))
                        .append("published_at", date(created))
                        .append("state", text("ready"))
                        .append("tree_id", text(tree));
        incident.liveDeploys.add(deploy);
        incident.snapshotDeploys.add(deploy.clone());
    }

    private String tree(String text) {
        byte[] file = Store.utf8(text);
        String blob = Store.digest(file, "SHA-1");
        incident.store.put("blobs/" + blob, file);
        byte[] tree =
                Store.utf8(
                        "{\"entries\":[{\"name\":\"index.html\",\"type\":\"blob\",\"id\":\""
                                + blob
                                + "\",\"size\":"
                                + file.length
                                + "}]}");
        String id = Store.digest(tree, "SHA-1");
        incident.store.put("trees/" + id, tree);
        return id;
    }

    private static BsonString text(String text) {
        return new BsonString(text);
    }

    private static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }

    private Expected.Entry onlyEntry() {
        List<Expected.Entry> entries = Oracle.plan(incident.build()).entries();
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    private BsonDocument live(int index) {
        return incident.liveDeploys.get(index);
    }

    @Test
    void an_undamaged_platform_needs_nothing() {
        Expected plan = Oracle.plan(incident.build());
        assertThat(plan.entries()).isEmpty();
        assertThat(plan.sitesDown()).isEmpty();
        assertThat(plan.incomplete()).isFalse();
    }

    @Test
    void a_lost_pointer_comes_back_from_the_snapshot() {
        String tree = live(1).getString("tree_id").getValue();
        live(1).remove("tree_id");
        Expected.Entry entry = onlyEntry();
        assertThat(entry.remedy()).isEqualTo(Expected.Remedy.RESTORE);
        assertThat(entry.source()).contains("snapshot");
        assertThat(entry.damage()).containsExactly("pointer-lost");
        assertThat(entry.writes().getFirst().set()).containsOnly(Map.entry("tree_id", text(tree)));
    }

    @Test
    void where_nobody_knows_the_pointer_the_site_goes_back_and_the_deploy_is_sidelined() {
        live(1).remove("tree_id");
        incident.snapshotDeploys.remove(1);
        Expected.Entry entry = onlyEntry();
        assertThat(entry.remedy()).isEqualTo(Expected.Remedy.REVERT);
        assertThat(entry.target()).contains(text("old"));
        assertThat(entry.sidelined()).isTrue();
        assertThat(entry.writes().stream().map(Expected.Write::collection))
                .containsExactly("sites", "deploys");
        assertThat(Oracle.plan(incident.build()).publishedAfter().get(text("docs")))
                .contains(text("old"));
    }

    @Test
    void a_tree_that_could_not_be_read_is_no_reason_to_go_back() {
        incident.unreadable.add("trees/" + live(1).getString("tree_id").getValue());
        Expected plan = Oracle.plan(incident.build());
        assertThat(plan.entries()).isEmpty();
        assertThat(plan.incomplete()).isTrue();
        assertThat(plan.sitesDown()).isEmpty();
    }

    @Test
    void a_candidate_that_could_not_be_read_leaves_the_deploy_to_a_person() {
        incident.unreadable.add("trees/" + live(1).getString("tree_id").getValue());
        live(1).remove("tree_id");
        Expected.Entry entry = onlyEntry();
        assertThat(entry.remedy()).isEqualTo(Expected.Remedy.ESCALATE);
        assertThat(entry.incomplete()).isTrue();
        assertThat(entry.damage()).containsExactly("pointer-lost");
        assertThat(entry.writes()).isEmpty();
    }

    @Test
    void a_file_that_could_not_be_read_changes_nothing_where_there_is_one_candidate() {
        incident.store.keySet().stream()
                .filter(key -> key.startsWith("blobs/"))
                .forEach(incident.unreadable::add);
        live(1).remove("tree_id");
        Expected plan = Oracle.plan(incident.build());
        assertThat(plan.entries().getFirst().remedy()).isEqualTo(Expected.Remedy.RESTORE);
        assertThat(plan.entries().getFirst().files()).isEmpty();
        assertThat(plan.incomplete()).isTrue();
    }

    @Test
    void what_a_snapshot_that_was_not_read_whole_lacks_is_not_known() {
        live(1).remove("tree_id");
        incident.snapshotDeploys.remove(1);
        incident.snapshotNotWhole();
        Expected.Entry entry = onlyEntry();
        assertThat(entry.remedy()).isEqualTo(Expected.Remedy.ESCALATE);
        assertThat(entry.incomplete()).isTrue();
        assertThat(entry.sidelined()).isFalse();
    }

    @Test
    void a_deploy_that_was_sidelined_comes_back_where_a_restore_fits_and_loses_the_mark() {
        live(0).put("state", text("error"));
        live(0).put("error_message", text("deploy-reconciler: nobody knows its tree"));
        live(0).remove("tree_id");
        Expected.Entry entry = onlyEntry();
        assertThat(entry.damage()).containsExactly("field-invalid", "pointer-lost");
        assertThat(entry.writes().getFirst().set()).containsKeys("state", "tree_id");
        assertThat(entry.writes().getFirst().unset()).containsExactly("error_message");
    }

    @Test
    void numbers_of_another_type_are_the_same_id() {
        BsonValue site = new BsonInt32(7);
        incident.liveSites.getFirst().put("_id", site);
        incident.liveDeploys.forEach(deploy -> deploy.put("site_id", new BsonDouble(7)));
        incident.snapshotDeploys.forEach(deploy -> deploy.put("site_id", new BsonInt64(7)));
        assertThat(Oracle.plan(incident.build()).entries()).isEmpty();
    }

    @Test
    void a_deploy_that_the_window_kept_from_going_live_is_published_unless_its_owner_acted() {
        Instant from = MORNING.plusSeconds(3600);
        String tree = tree("new");
        deploy("new", from, tree);
        live(2).put("state", text("uploaded"));
        live(2).remove("published_at");
        incident.snapshotDeploys.remove(2);
        incident.line(
                "log",
                "{\"at\":\"" + from + "\",\"deploy_id\":\"new\",\"tree_id\":\"" + tree + "\"}");
        incident.from(from).to(from.plusSeconds(3600));
        assertThat(onlyEntry().remedy()).isEqualTo(Expected.Remedy.PUBLISH);

        Instant ours = from.plusSeconds(7200);
        incident.liveSites.getFirst().put("updated_at", date(ours));
        assertThat(onlyEntry().remedy()).isEqualTo(Expected.Remedy.ESCALATE);

        incident.wrote(text("docs"), ours, Optional.of(MORNING));
        assertThat(onlyEntry().remedy()).isEqualTo(Expected.Remedy.PUBLISH);
    }
}
