package dev.reconciler.demo;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * What a seed and a size come to: sites, accounts, and a source of chance for each, so that any
 * site can be invented again without the others.
 */
final class Invention {
    /** Values of {@code accounts.plan}, highest first. */
    static final List<String> TIERS = List.of("enterprise", "global", "business", "pro", "starter");

    private static final List<String> PLANS =
            List.of(
                    "enterprise",
                    "global",
                    "business",
                    "pro",
                    "starter",
                    "global",
                    "pro",
                    "starter",
                    "business",
                    "pro",
                    "grandfathered-2012",
                    "");

    private final long seed;
    private final int deploys;
    private final int sites;
    private final int accounts;
    private final SampleTrees trees = new SampleTrees();

    Invention(long seed, int deploys) {
        this.seed = seed;
        this.deploys = deploys;
        this.sites = Math.max(40, deploys / 60);
        this.accounts = Math.max(PLANS.size(), sites / 4);
    }

    int sites() {
        return sites;
    }

    int accounts() {
        return accounts;
    }

    /** How many deploys of its past a site has, before the day of the incident. */
    int past() {
        return deploys / sites;
    }

    SampleTrees trees() {
        return trees;
    }

    /** Always the same for a site. */
    SplittableRandom chance(int site) {
        return new SplittableRandom(seed * 1_000_003 + site);
    }

    /** The account of a site; an unknown plan, or none, is the lowest tier. */
    BsonDocument account(int site) {
        int account = site % accounts;
        SplittableRandom chance = new SplittableRandom(~(seed * 1_000_003 + account));
        String slug = "account-" + account;
        BsonDocument document =
                new BsonDocument(
                                "_id",
                                Ids.at(
                                        Times.BEGIN
                                                .minus(Duration.ofDays(400))
                                                .plusSeconds(account),
                                        chance))
                        .append("name", new BsonString(Words.house(account)))
                        .append("billing_email", new BsonString("billing@" + slug + ".example"));
        String plan = PLANS.get(account % PLANS.size());
        return plan.isEmpty() ? document : document.append("plan", new BsonString(plan));
    }
}
