package dev.reconciler.job;

import dev.reconciler.approve.Signing;
import dev.reconciler.demo.Signers;
import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import java.util.stream.Stream;

/** A small incident with its plan, signed, to be applied and taken back as often as one likes. */
final class SignedIncident implements AutoCloseable {
    private final SmallPlatform platform;
    private final Signers signers;
    private final Path signed;
    private final FrozenPlan plan;

    private SignedIncident(SmallPlatform platform, Signers signers, Path signed) {
        this.platform = platform;
        this.signers = signers;
        this.signed = signed;
        this.plan = FrozenPlan.open(signed);
    }

    static SignedIncident start(Path folder, LedgerAddress ledger) throws IOException {
        return on(SmallPlatform.start(folder, 7, 40), folder, ledger);
    }

    static SignedIncident on(SmallPlatform platform, Path folder, LedgerAddress ledger)
            throws IOException {
        Signers signers = Signers.create(folder.resolve("signers"));
        Files.copy(
                signers.allowedSigners(),
                platform.allowedSigners(),
                StandardCopyOption.REPLACE_EXISTING);
        Trial trial = new Trial(platform, folder.resolve("planned"), ledger);
        Outcome outcome = trial.live(Life.undisturbed(), "plan", Jobs::plan).orElseThrow();
        Path made = trial.plans().resolve(outcome.plan().orElseThrow());
        SignedIncident incident = new SignedIncident(platform, signers, made);
        incident.sign(made);
        return incident;
    }

    SmallPlatform platform() {
        return platform;
    }

    FrozenPlan plan() {
        return plan;
    }

    void sign(Path made) {
        Signers.PEOPLE.forEach(person -> Signing.sign(made, signers.key(person)));
    }

    /** Everything as it was when the plan was signed. */
    Trial trial(Path home, LedgerAddress ledger) {
        copy(signed, home.resolve("plans").resolve(plan.id()));
        platform.load();
        return new Trial(platform, home, ledger);
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Applies a plan that lies there. */
    static Function<Jobs, Outcome> apply(Path folder) {
        FrozenPlan plan = FrozenPlan.open(folder);
        return jobs ->
                jobs.apply(
                        new Request.Apply(
                                folder,
                                plan.id(),
                                But.expecting(ApplyOptions.NONE, plan.header().entries())));
    }

    /** Takes a plan back that lies there. */
    static Function<Jobs, Outcome> undo(Path folder) {
        return jobs -> jobs.undo(new Request.Undo(folder, folder.getFileName().toString()));
    }

    @Override
    public void close() {
        platform.close();
    }
}
