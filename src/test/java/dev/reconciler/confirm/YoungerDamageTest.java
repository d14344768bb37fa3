package dev.reconciler.confirm;

import static dev.reconciler.plan.TestPlan.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import dev.reconciler.plan.TestPlan;
import dev.reconciler.plan.Write;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.Test;

/** What tells that somebody who should not is still writing. */
class YoungerDamageTest {
    private static final String TREE = "1".repeat(40);
    private static final String OTHER = "2".repeat(40);

    private final YoungerDamage younger = new YoungerDamage(Names.defaults());

    private static RawBsonDocument live(String fields) {
        return new RawBsonDocument(
                BsonDocument.parse("{_id: 'd', " + fields + "}"), new BsonDocumentCodec());
    }

    private static Write write(Map<String, BsonValue> seen, Map<String, Optional<BsonValue>> goal) {
        return TestPlan.write(Write.Target.DEPLOY, id("d"), seen, goal);
    }

    private static Write restoring() {
        return write(
                Map.of("site_id", new BsonString("s"), "state", new BsonString("ready")),
                Map.of("tree_id", Optional.of(new BsonString(TREE))));
    }

    private Optional<DeployField> in(Write write, String live, boolean held) {
        return younger.in(write, live(live), held);
    }

    @Test
    void what_the_plan_saw_or_leaves_is_none_before_the_write() {
        assertThat(in(restoring(), "site_id: 's', state: 'ready'", false)).isEmpty();
        assertThat(in(restoring(), "site_id: 's', state: 'ready', tree_id: '" + TREE + "'", false))
                .isEmpty();
    }

    @Test
    void a_pointer_that_is_lost_again_or_another_after_the_write_is() {
        assertThat(in(restoring(), "site_id: 's', state: 'ready'", true))
                .contains(DeployField.TREE_ID);
        assertThat(in(restoring(), "site_id: 's', state: 'ready', tree_id: '" + OTHER + "'", true))
                .contains(DeployField.TREE_ID);
    }

    @Test
    void identity_that_has_become_another_or_is_gone_is_at_any_time() {
        assertThat(in(restoring(), "site_id: 'x', state: 'ready'", false))
                .contains(DeployField.SITE_ID);
        assertThat(in(restoring(), "state: 'ready'", false)).contains(DeployField.SITE_ID);
    }

    @Test
    void a_state_that_is_another_is_the_platform_at_work_and_one_that_is_none_is_not() {
        assertThat(in(restoring(), "site_id: 's', state: 'error'", false)).isEmpty();
        assertThat(in(restoring(), "site_id: 's', state: 7", false)).contains(DeployField.STATE);
        assertThat(in(restoring(), "site_id: 's'", false)).contains(DeployField.STATE);
    }

    @Test
    void what_the_plan_takes_away_is_none() {
        Write sideline =
                write(
                        Map.of("tree_id", new BsonString(OTHER), "state", new BsonString("ready")),
                        Map.of(
                                "tree_id", Optional.empty(),
                                "state", Optional.of(new BsonString("error"))));
        assertThat(in(sideline, "state: 'error', tree_id: '" + TREE + "'", true)).isEmpty();
        assertThat(in(sideline, "state: 'error'", true)).isEmpty();
    }

    @Test
    void a_deploy_that_the_plan_says_nothing_of_lacks_what_no_deploy_lacks() {
        String whole =
                "site_id: 's', account_id: 'a', context: 'production', created_at: {$date: '2017-02-02T20:00:00Z'}";
        assertThat(unknown(whole + ", state: 'new'")).isEmpty();
        assertThat(unknown(whole + ", state: 'ready', tree_id: '" + TREE + "'")).isEmpty();
        assertThat(unknown(whole + ", state: 'ready'")).contains(DeployField.TREE_ID);
        assertThat(unknown(whole + ", tree_id: '" + TREE + "'")).contains(DeployField.STATE);
        assertThat(unknown(whole.replace("'s'", "null") + ", state: 'new'"))
                .contains(DeployField.SITE_ID);
        assertThat(unknown("state: 'error', error_message: 'deploy-reconciler: lost'")).isEmpty();
    }

    private Optional<DeployField> unknown(String fields) {
        return younger.in(Deploy.of(live(fields), Names.defaults()));
    }
}
