package dev.reconciler.job;

import dev.reconciler.model.Refused;
import dev.reconciler.plan.PlanHeader;
import dev.reconciler.source.ObjectStore;
import dev.reconciler.source.mongo.MongoDocuments;

/** A plan is for the platform that it was made for. */
public final class SamePlatform {
    private static final String NEXT =
            "Apply it, or take it back, with the configuration that it was made with; or plan again: reconciler plan";

    private SamePlatform() {}

    /**
     * @param live the configured database
     * @throws Refused where the configuration names another platform than the plan
     */
    public static void check(PlanHeader header, Settings settings, MongoDocuments live) {
        refuse(
                "live database",
                header.cluster() + "/" + header.database(),
                live.hosts() + "/" + settings.live().database());
        refuse("collections and fields", header.names().toString(), settings.names().toString());
        try (ObjectStore store = Sources.store(settings.store())) {
            refuse("store", header.store(), store.description());
        }
    }

    private static void refuse(String what, String planned, String configured) {
        if (!planned.equals(configured)) {
            throw new Refused(
                    "the plan was made for another " + what,
                    "the plan names " + planned + ", the configuration " + configured,
                    NEXT);
        }
    }
}
