package dev.reconciler.demo;

import dev.reconciler.demo.IncidentGenerator.Moment;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** An invented incident put on servers and into files, as it would be found. */
record Scenery(IncidentGenerator incident, EmbeddedPlatform platform, WorkingFolder folder) {

    /** The platform as it stands after the incident. */
    void fillPlatform() {
        PlatformDatabase database = platform.database();
        database.insert(
                EmbeddedPlatform.PLATFORM, "deploys", take -> incident.deploys(Moment.LIVE, take));
        database.insert(
                EmbeddedPlatform.PLATFORM, "sites", take -> incident.sites(Moment.LIVE, take));
        database.insert(EmbeddedPlatform.PLATFORM, "accounts", incident::accounts);
        database.insert(
                EmbeddedPlatform.PLATFORM, "builds", take -> incident.builds(Moment.LIVE, take));
        Set<String> stored = new HashSet<>();
        incident.objects((key, bytes) -> {
            if (stored.add(key)) {
                platform.store().put(key, bytes);
            }
        });
        platform.store().flush();
    }

    /** The evidence, two people who sign, and a configuration that names it all. */
    void fillFolder() throws IOException {
        DumpWriter dump = folder.snapshot(EmbeddedPlatform.PLATFORM, true);
        dump.write("deploys", take -> incident.deploys(Moment.SNAPSHOT, take));
        dump.write("sites", take -> incident.sites(Moment.SNAPSHOT, take));
        dump.write("accounts", incident::accounts);
        dump.write("builds", take -> incident.builds(Moment.SNAPSHOT, take));
        folder.pointerLog("2017-02-02.jsonl.gz", incident::pointerLog);
        folder.signers();
        String window = "{ from: " + incident.from() + ", to: " + incident.to() + " }";
        folder.configure(folder.settings(platform, window, incident.tiers()));
    }
}
