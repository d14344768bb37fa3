package dev.reconciler.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * The past of every site, and the day of those where nothing special happens. The migration hits
 * one deploy in twenty at random.
 */
final class Past {
    private static final int DAMAGED_PER_MILLE = 50;

    private Past() {}

    /** Deploys up to the eve, all of which the snapshot has. */
    static void of(SiteHistory site, int deploys) {
        Duration gap = Duration.between(Times.BEGIN, Times.EVE).dividedBy(Math.max(1, deploys));
        for (int i = 0; i < deploys; i++) {
            Instant at =
                    Times.BEGIN
                            .plus(gap.multipliedBy(i))
                            .plusSeconds(site.chance().nextLong(gap.toSeconds()));
            one(site, at);
        }
    }

    private static void one(SiteHistory site, Instant at) {
        SplittableRandom chance = site.chance();
        DeployCase deploy = chance.nextInt(100) < 30 ? site.preview(at) : site.production(at);
        int kind = chance.nextInt(100);
        if (kind < 3) {
            deploy.failed();
        } else if (kind < 6) {
            deploy.manual();
        }
        if (chance.nextInt(1000) < DAMAGED_PER_MILLE) {
            damage(site, deploy, chance.nextInt(100));
        } else if (kind == 99) {
            deploy.deleted();
        } else if (kind == 98) {
            deploy.set("title", new BsonString("edited since: " + Words.title(chance)));
        }
    }

    /** The snapshot remembers all of them. */
    private static void damage(SiteHistory site, DeployCase deploy, int how) {
        if (!deploy.was().containsKey("tree_id")) {
            deploy.wiped()
                    .gets("RESTORE", "field-invalid", "identity-lost")
                    .restoredWithoutPointer();
        } else if (how < 60 || !deploy.was().containsKey("commit_ref")) {
            deploy.wiped()
                    .gets("RESTORE", "field-invalid", "identity-lost", "pointer-lost")
                    .restored("snapshot");
        } else if (how < 75) {
            deploy.unset("tree_id").gets("RESTORE", "pointer-lost").restored("snapshot");
        } else if (how < 85) {
            deploy.set("tree_id", new BsonString(otherTree(site, deploy)))
                    .gets("RESTORE", "pointer-changed")
                    .restored("snapshot");
        } else if (how < 90) {
            deploy.set("commit_ref", new BsonString(Ids.commit(site.chance())))
                    .gets("RESTORE", "identity-changed")
                    .restored("live");
        } else if (how < 95) {
            deploy.set("title", new BsonInt32(how))
                    .gets("RESTORE", "field-invalid")
                    .restored("live");
        } else {
            String time =
                    Instant.ofEpochMilli(deploy.was().getDateTime("created_at").getValue())
                            .toString();
            deploy.set("created_at", new BsonString(time))
                    .gets("RESTORE", "field-invalid")
                    .restored("live");
        }
    }

    private static String otherTree(SiteHistory site, DeployCase deploy) {
        String own = deploy.was().getString("tree_id").getValue();
        for (int version = 0; ; version++) {
            String other = site.trees().version(site.index(), version);
            if (!other.equals(own)) {
                return other;
            }
        }
    }

    /**
     * A day at work: two deploys that nobody vouches for, two previews that the log knows, and the
     * one that goes live.
     */
    static void quietDay(SiteHistory site) {
        DeployCase early = site.production(Times.day(9, 40));
        DeployCase sketch = site.preview(Times.day(10, 15));
        DeployCase first = site.preview(Times.day(12, 20));
        DeployCase second = site.preview(Times.day(14, 5));
        DeployCase published = site.publishes(site.production(Times.day(16, 40)));
        if (site.isHit()) {
            wiped(early, "SUPERSEDED").sidelined().createdAsBuilt();
        }
        if (site.isHit()) {
            wiped(sketch, "REBUILD").commit().sidelined().createdAsBuilt();
        }
        for (DeployCase logged : new DeployCase[] {first, second, published}) {
            if (site.isHit()) {
                wiped(logged, "RESTORE").restoredFromLog();
            }
        }
    }

    static DeployCase wiped(DeployCase deploy, String remedy) {
        return deploy.wiped().gets(remedy, "field-invalid", "identity-lost", "pointer-lost");
    }
}
