package dev.reconciler.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.Hostile;
import dev.reconciler.report.Northwind;
import dev.reconciler.report.Reported;
import dev.reconciler.report.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

    @Test
    void an_entry_has_the_keys_of_the_plan_file_and_what_the_owner_is_told() throws Exception {
        var entry = page(Northwind.northwind()).at("/sites/0/entries/0");
        assertThat(entry.propertyNames())
                .containsExactly(
                        "deploy",
                        "title",
                        "branch",
                        "commit_ref",
                        "context",
                        "created_at",
                        "damage",
                        "remedy",
                        "source",
                        "tree",
                        "files",
                        "sidelined",
                        "published",
                        "result",
                        "what_happened",
                        "what_to_do");
        assertThat(entry.at("/files/1").toString())
                .isEqualTo("{\"path\":\"new-b.css\",\"problem\":\"corrupt\"}");
        assertThat(entry.at("/result").asString()).isEqualTo("confirmed");
    }

    @Test
    void ids_keep_their_type() throws Exception {
        var account =
                new AccountReport(
                        Optional.of(Id.of(new BsonInt32(7))),
                        Optional.empty(),
                        "pro",
                        Optional.empty(),
                        List.of());
        assertThat(page(account).at("/account").toString()).isEqualTo("{\"$numberInt\":\"7\"}");
        var text = Id.of(new BsonString("5892f4e8e45f9a7c21bd0e11"));
        assertThat(
                        page(new AccountReport(
                                        Optional.of(text),
                                        Optional.empty(),
                                        "pro",
                                        Optional.empty(),
                                        List.of()))
                                .at("/account")
                                .toString())
                .isEqualTo("{\"$string\":\"5892f4e8e45f9a7c21bd0e11\"}");
    }

    @Test
    void our_engineers_reasons_are_left_out() throws Exception {
        var account =
                Reported.account(
                        "A",
                        "pro",
                        Reported.site("s", Reported.escalated("d").reason("ACME publishes it")));
        assertThat(Written.page(new JsonReport(), Reported.applied(), account))
                .doesNotContain("ACME");
    }

    @RepeatedTest(50)
    void an_enemy_s_texts_come_back_as_they_were() throws Exception {
        long seed = new Random().nextLong();
        var account = Hostile.account(seed);
        var page = page(account);
        assertThat(page.at("/name").asString())
                .as("seed %d", seed)
                .isEqualTo(account.name().orElseThrow());
        var titles = new ArrayList<String>();
        account.sites()
                .forEach(site ->
                        site.entries().forEach(e -> titles.add(e.deploy().title().orElseThrow())));
        assertThat(page.findValuesAsString("title")).as("seed %d", seed).isEqualTo(titles);
    }

    private static JsonNode page(AccountReport account) throws Exception {
        return JsonMapper.shared()
                .readTree(Written.page(new JsonReport(), Reported.applied(), account));
    }
}
