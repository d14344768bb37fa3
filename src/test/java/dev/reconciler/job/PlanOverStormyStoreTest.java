package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.Ledger;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.plan.PlanJob;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.store.FaultyEndpoint;
import dev.reconciler.source.store.S3Settings;
import dev.reconciler.source.store.S3Settings.Patience;
import dev.reconciler.source.store.S3Store;
import dev.reconciler.source.store.StoreLayout;
import dev.reconciler.source.store.StoreStorm;
import dev.reconciler.storm.LogOf;
import dev.reconciler.storm.Sweep;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store's answers go wrong while a plan is made. What comes right in the end gives the plan of
 * a calm day; of what does not, no verdict is made, and nothing is written that hangs on it.
 */
class PlanOverStormyStoreTest extends PlanTrials {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final FaultyEndpoint endpoint = new FaultyEndpoint();
    private volatile FaultyEndpoint.Answer weather = request -> {};
    private Path store;

    @Override
    LedgerAddress fresh(Path place) {
        return LedgerAddress.inFolder(place.resolve("ledger"));
    }

    @Override
    SmallPlatform platform(Path place) throws IOException {
        SmallPlatform calm = super.platform(place);
        store = place.resolve("store");
        weather = storm(0, 0, 0);
        endpoint.then(request -> weather.to(request));
        calm.isStoredIn(
                new Settings.Store.S3(
                        Optional.of(endpoint.uri()),
                        "us-east-1",
                        StoreStorm.BUCKET,
                        true,
                        Optional.of(
                                new Settings.Credentials(new Secret("key"), new Secret("secret"))),
                        "trees/",
                        "blobs/"));
        return calm;
    }

    @Override
    Trial trial() {
        return super.trial().planning(Hasty.class);
    }

    private StoreStorm storm(long seed, double passing, double lasting) {
        return new StoreStorm(store, seed, passing, lasting);
    }

    @AfterAll
    void stopStore() {
        endpoint.close();
    }

    /** The job, but that it waits a short time only. */
    @Configuration(proxyBeanMethods = false)
    @Import(PlanJob.class)
    static class Hasty {
        @Bean
        @Primary
        ObjectStore hasty(Settings settings) {
            URI endpoint = ((Settings.Store.S3) settings.store()).endpoint().orElseThrow();
            return new S3Store(
                    new S3Settings(
                            Optional.of(endpoint),
                            "us-east-1",
                            StoreStorm.BUCKET,
                            true,
                            Optional.of(new S3Settings.Credentials("key", "secret")),
                            StoreLayout.DEFAULT,
                            new Patience(
                                    Duration.ofSeconds(2),
                                    Duration.ofMillis(300),
                                    Duration.ofSeconds(20),
                                    4)));
        }

        @Bean
        @Primary
        VerifyStep hastyVerify(
                JobRepository repository,
                PlatformTransactionManager transactions,
                Ledger ledger,
                Run run,
                ObjectStore store) {
            return new VerifyStep(
                    repository, transactions, ledger, run, store, Duration.ofMillis(50));
        }
    }

    @Test
    @Tag("slow")
    void what_comes_right_in_the_end_gives_the_plan_of_a_calm_day() {
        storms(1, 0.15, 0);
    }

    @Test
    void of_what_could_not_be_read_there_is_no_verdict() {
        storms(1, 0.05, 0.03);
    }

    @Test
    @Tag("slow")
    void whatever_the_store_does_no_verdict_rests_on_it() {
        storms(4, 0.3, 0);
        storms(4, 0.2, 0.1);
    }

    private void storms(int number, double passing, double lasting) {
        String what = lasting == 0 ? "come right in the end" : "go wrong";
        Sweep.triedTimes(
                number, "plan: the store's answers " + what, seed -> plan(seed, passing, lasting));
    }

    private void plan(long seed, double passing, double lasting) {
        Trial trial = trial();
        StoreStorm storm = storm(seed, passing, lasting);
        weather = storm;
        trial.story().add("seed " + seed);
        try (LogOf log = new LogOf("dev.reconciler")) {
            Outcome outcome =
                    trial.live(Life.undisturbed(), "plan", Jobs::plan)
                            .orElseThrow(() -> new AssertionError(trial.told()));
            trial.story().add("lost " + storm.lost());
            assertThat(log.lines()).as("retries are in the log").isNotEmpty();
            boolean isIncomplete = Exit.INCOMPLETE.isIn(outcome.exitStatus());
            if (isIncomplete) {
                holdsBack(trial, entries(trial), entries(expected));
            } else {
                comesToTheSame(trial, Optional.of(outcome));
            }
            assertThat(isIncomplete || storm.lost().isEmpty()).as(trial.told()).isTrue();
        }
    }

    /** An entry is the same, or nothing is written for it, and no damage is made up. */
    private static void holdsBack(
            Trial trial, Map<String, JsonNode> entries, Map<String, JsonNode> calm) {
        entries.forEach((deploy, entry) -> {
            String told = "instead of " + calm.get(deploy) + " " + entry + "; " + trial.told();
            JsonNode right = calm.getOrDefault(deploy, JSON.createObjectNode());
            boolean isSame =
                    entry.path("remedy").equals(right.path("remedy"))
                            && entry.path("writes").equals(right.path("writes"));
            boolean isHeldBack =
                    entry.path("remedy").asString("").equals("ESCALATE")
                            && entry.path("writes").isEmpty();
            assertThat(isSame || isHeldBack).as(told).isTrue();
            assertThat(right.path("damage").values())
                    .as("no damage is made up: " + told)
                    .containsAll(entry.path("damage").values());
        });
    }

    private static Map<String, JsonNode> entries(Trial trial) {
        return entries(FolderPicture.of(trial.plans()));
    }

    private static Map<String, JsonNode> entries(Map<String, String> picture) {
        Map<String, JsonNode> entries = new HashMap<>();
        String lines =
                picture.entrySet().stream()
                        .filter(file -> file.getKey().endsWith("/plan.jsonl"))
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining());
        lines.lines()
                .skip(1)
                .map(JSON::readTree)
                .forEach(entry -> entries.put(entry.get("deploy").toString(), entry));
        return entries;
    }
}
