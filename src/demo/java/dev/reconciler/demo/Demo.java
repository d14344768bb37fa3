package dev.reconciler.demo;

import dev.reconciler.app.cli.Console;
import dev.reconciler.app.cli.Demonstration;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code reconciler demo}: an invented platform and its incident, and the whole job on it, by the
 * very commands that people type.
 */
public final class Demo implements Demonstration {
    /** The day of the incident, so that what people see agrees with what others saw. */
    private static final long SEED = 20170202;

    private static final int DEPLOYS = 2_400;

    /** Found by its name: see {@link Demonstration}. */
    public Demo() {}

    @Override
    public int run(Console console, boolean keep, Optional<Long> seed) {
        Instant begin = Instant.now();
        try {
            Path home = Files.createTempDirectory("reconciler-demo-").toRealPath();
            Narrator narrator = new Narrator(console, home);
            narrator.say(
                    "deploy-reconciler at work on an invented platform (--seed "
                            + seed.orElse(SEED)
                            + " invents the same one again)");
            try (EmbeddedPlatform platform = EmbeddedPlatform.start()) {
                IncidentGenerator incident = new IncidentGenerator(seed.orElse(SEED), DEPLOYS);
                Scenery scenery = new Scenery(incident, platform, new WorkingFolder(home));
                scenery.fillPlatform();
                scenery.fillFolder();
                Tale tale = new Tale(incident, platform, home, narrator);
                int status = tale.tell();
                narrator.say("");
                narrator.say("reports    " + tale.index());
                narrator.say(
                        "took       " + Duration.between(begin, Instant.now()).toSeconds() + " s");
                if (keep) {
                    tale.keep();
                }
                return status;
            }
        } catch (IOException e) {
            throw new Problem(
                    "the demo cannot go on: " + e.getMessage(),
                    System.getProperty("java.io.tmpdir"),
                    "it needs a temporary folder that it may write to, and ssh-keygen (OpenSSH) on the PATH",
                    e);
        }
    }
}
