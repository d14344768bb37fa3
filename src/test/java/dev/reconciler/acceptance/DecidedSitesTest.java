package dev.reconciler.acceptance;

import static dev.reconciler.told.ToldIncident.incident;
import static dev.reconciler.told.Traits.born;
import static dev.reconciler.told.Traits.commit;
import static dev.reconciler.told.Traits.neverLive;
import static dev.reconciler.told.Traits.nobodyKnows;
import static dev.reconciler.told.Traits.pointerLost;
import static dev.reconciler.told.Traits.unpublished;
import static dev.reconciler.told.When.inWindow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.acceptance.Shell.Said;
import dev.reconciler.demo.Signers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people decide about what sites show, from the file to the platform. */
class DecidedSitesTest {

    @Test
    void people_have_a_deploy_go_live_a_site_go_back_and_a_build_run_again(@TempDir Path folder)
            throws IOException {
        Path home = folder.toRealPath();
        var told =
                incident()
                        .site(
                                "news",
                                s ->
                                        s.deploy("news-old")
                                                .deploy(
                                                        "news-new",
                                                        born(inWindow()),
                                                        unpublished("uploaded"),
                                                        nobodyKnows())
                                                .publishes("news-old"))
                        .site(
                                "docs",
                                s ->
                                        s.deploy("docs-target", neverLive(), nobodyKnows())
                                                .deploy("docs-bad", pointerLost(), nobodyKnows())
                                                .publishes("docs-bad"))
                        .site(
                                "shop",
                                s ->
                                        s.deploy("shop-old")
                                                .deploy(
                                                        "shop-new",
                                                        born(inWindow()),
                                                        unpublished("uploaded"),
                                                        commit("c0ffee"),
                                                        nobodyKnows())
                                                .publishes("shop-old"));
        try (Staged staged =
                Staged.on(told.build(), Staged.Layout.FOLDER_AND_DUMP, Optional.empty(), home)) {
            Shell shell = staged.shell();
            Files.write(
                    home.resolve("decided.jsonl"),
                    List.of(
                            decision("news-new", "PUBLISH", ""),
                            decision("docs-bad", "REVERT", ",\"target\":\"docs-target\""),
                            decision("shop-new", "REBUILD", "")));
            Said planned = shell.run("plan", "--decisions", "decided.jsonl");
            assertThat(planned.status()).as(planned.toString()).isEqualTo(2);
            assertThat(planned.out()).contains("decided by people     3 of 3 decisions followed");
            assertThat(shell.run("show", "latest", "--site", "docs").out())
                    .contains("goes back   to docs-target", "by grace: she knows");

            Signers.PEOPLE.forEach(person ->
                    shell.run(
                            "approve", "latest", "--key", staged.signers().key(person).toString()));
            Path plan = staged.plans().getFirst();
            Said applied = shell.run("apply", "latest", "--expect", "" + PlanFile.entries(plan));
            assertThat(applied.status()).as(applied.toString()).isZero();
            assertThat(published(staged))
                    .containsEntry("news", new BsonString("news-new"))
                    .containsEntry("docs", new BsonString("docs-target"))
                    .containsEntry("shop", new BsonString("shop-old"));
            assertThat(Files.readString(plan.resolve("rebuilds.jsonl")))
                    .contains("\"deploy\":\"shop-new\"", "c0ffee");
        }
    }

    private static String decision(String deploy, String remedy, String more) {
        return "{\"deploy\":\"%s\",\"remedy\":\"%s\"%s,\"by\":\"grace\",\"why\":\"she knows\"}"
                .formatted(deploy, remedy, more);
    }

    /** By the name of the site. */
    private static Map<String, BsonValue> published(Staged staged) {
        return staged.picture().getOrDefault("sites", List.of()).stream()
                .collect(
                        Collectors.toMap(
                                site -> site.getString("name").getValue(),
                                site -> site.get("published_deploy_id")));
    }
}
