package dev.reconciler.report.json;

import static dev.reconciler.report.Reported.account;
import static dev.reconciler.report.Reported.facts;
import static dev.reconciler.report.Reported.id;
import static dev.reconciler.report.Reported.site;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Source;
import dev.reconciler.plan.Write;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.EntryResult;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.Reported;
import dev.reconciler.report.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    @Test
    void before_apply_every_build_of_the_plan_is_shown() throws Exception {
        assertThat(new RebuildsJsonl().fileName(Reported.planned()))
                .contains("rebuilds.preview.jsonl");
        assertThat(rebuilds(Reported.planned(), Reported.rebuilt("d", "91c04ab").planOnly()))
                .containsExactly(
                        "{\"site\":\"site\",\"deploy\":\"d\",\"commit\":\"91c04ab\",\"branch\":\"main\"}");
    }

    @Test
    void after_apply_only_builds_of_confirmed_entries_are_asked_for() throws Exception {
        assertThat(new RebuildsJsonl().fileName(Reported.applied())).contains("rebuilds.jsonl");
        assertThat(
                        rebuilds(
                                Reported.applied(),
                                Reported.rebuilt("yes", "91c04ab"),
                                Reported.reverted(
                                                "too",
                                                facts("T", "2017-02-01T16:20:00Z"),
                                                Optional.of("4be1c07"))
                                        .facts(DeployFacts.unknown()),
                                Reported.reverted(
                                        "no-commit",
                                        facts("T", "2017-02-01T16:20:00Z"),
                                        Optional.empty()),
                                Reported.rebuilt("conflict", "91c04ab")
                                        .result(EntryResult.CONFLICT),
                                Reported.rebuilt("not-found-so", "91c04ab")
                                        .result(EntryResult.NOT_CONFIRMED),
                                Reported.rebuilt("not-yet", "91c04ab")
                                        .result(EntryResult.NOT_APPLIED),
                                Reported.superseded("other")))
                .containsExactly(
                        "{\"site\":\"site\",\"deploy\":\"yes\",\"commit\":\"91c04ab\",\"branch\":\"main\"}",
                        "{\"site\":\"site\",\"deploy\":\"too\",\"commit\":\"4be1c07\"}");
    }

    @Test
    void there_is_nothing_to_purge_before_apply() {
        assertThat(new PurgeJsonl().fileName(Reported.planned())).isEmpty();
        assertThat(new PurgeJsonl().fileName(Reported.applied())).contains("purge.jsonl");
    }

    @Test
    void a_site_that_went_back_drops_the_deploy_that_it_showed() throws Exception {
        var bad =
                Reported.reverted("bad", facts("T", "2017-02-01T16:20:00Z"), Optional.empty())
                        .writes(
                                write(
                                        Write.Target.SITE,
                                        "site",
                                        Map.of("published_deploy_id", "good"),
                                        Map.of("published_deploy_id", "bad")))
                        .writes(
                                write(
                                        Write.Target.DEPLOY,
                                        "bad",
                                        Map.of("state", "error"),
                                        Map.of()));
        assertThat(purges(bad)).containsExactly("{\"site\":\"site\",\"deploy\":\"bad\"}");
    }

    @Test
    void a_deploy_that_goes_live_drops_the_one_before_and_its_own_not_found() throws Exception {
        var live =
                Reported.goesLive("new")
                        .writes(
                                write(
                                        Write.Target.DEPLOY,
                                        "new",
                                        Map.of("state", "ready"),
                                        Map.of("state", "uploaded")))
                        .writes(
                                write(
                                        Write.Target.SITE,
                                        "site",
                                        Map.of("published_deploy_id", "new"),
                                        Map.of("published_deploy_id", "old")));
        assertThat(purges(live))
                .containsExactly(
                        "{\"site\":\"site\",\"deploy\":\"new\"}",
                        "{\"site\":\"site\",\"deploy\":\"old\"}");
    }

    @Test
    void a_restored_pointer_drops_what_its_deploy_showed() throws Exception {
        var restored =
                Reported.restored("d", Source.SNAPSHOT)
                        .writes(
                                write(
                                        Write.Target.DEPLOY,
                                        "d",
                                        Map.of("tree_id", "a".repeat(40)),
                                        Map.of()));
        assertThat(purges(restored)).containsExactly("{\"site\":\"site\",\"deploy\":\"d\"}");
    }

    @Test
    void a_deploy_that_comes_home_is_dropped_where_it_was_too() throws Exception {
        var restored =
                Reported.restored("d", Source.LIVE)
                        .writes(
                                write(
                                        Write.Target.DEPLOY,
                                        "d",
                                        Map.of("site_id", "site"),
                                        Map.of("site_id", "stranger")));
        assertThat(purges(restored))
                .containsExactly(
                        "{\"site\":\"stranger\",\"deploy\":\"d\"}",
                        "{\"site\":\"site\",\"deploy\":\"d\"}");
    }

    @Test
    void what_shows_no_other_content_stays_in_caches() throws Exception {
        var title =
                Reported.restored("d", Source.LIVE)
                        .writes(
                                write(
                                        Write.Target.DEPLOY,
                                        "d",
                                        Map.of("branch", "main"),
                                        Map.of()));
        var conflict =
                Reported.restored("e", Source.SNAPSHOT)
                        .result(EntryResult.CONFLICT)
                        .writes(
                                write(
                                        Write.Target.DEPLOY,
                                        "e",
                                        Map.of("tree_id", "a".repeat(40)),
                                        Map.of()));
        assertThat(purges(title, conflict, Reported.superseded("f"))).isEmpty();
    }

    private static Write write(
            Write.Target target, String id, Map<String, String> set, Map<String, String> seen) {
        var values = new TreeMap<String, BsonValue>();
        set.forEach((field, value) -> values.put(field, new BsonString(value)));
        var before = new TreeMap<String, Optional<BsonValue>>();
        set.keySet()
                .forEach(field ->
                        before.put(
                                field, Optional.ofNullable(seen.get(field)).map(BsonString::new)));
        return new Write(target, id(id), values, new TreeSet<>(), before, Optional.empty());
    }

    private static List<String> rebuilds(ReportHeader header, Reported... entries)
            throws Exception {
        return lines(new RebuildsJsonl(), header, entries);
    }

    private static List<String> purges(Reported... entries) throws Exception {
        return lines(new PurgeJsonl(), Reported.applied(), entries);
    }

    private static List<String> lines(ReportList list, ReportHeader header, Reported... entries)
            throws Exception {
        return Written.list(list, header, account("A", "pro", site("s", entries))).lines().toList();
    }
}
