package dev.reconciler.app.cli;

import dev.reconciler.app.config.Configuration;
import dev.reconciler.job.Settings;
import dev.reconciler.model.OwnerOnly;
import dev.reconciler.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rights of files that let more people see, or approve, than should. The program goes on: it may be
 * alone on its machine.
 */
final class Warnings {

    private Warnings() {}

    /** About who else can read what is secret. */
    static List<String> ofSecrets(Path configuration, Settings settings) {
        return Stream.concat(
                        ofConfiguration(configuration).stream(),
                        settings.ledger().folder().flatMap(Warnings::ofLedger).stream())
                .toList();
    }

    private static Optional<String> ofConfiguration(Path file) {
        return isOpenToOthers(file) && Configuration.holdsSecret(file)
                ? Optional.of(
                        "the configuration holds a password, and others on this machine can read it: chmod 600 "
                                + file)
                : Optional.empty();
    }

    private static Optional<String> ofLedger(Path folder) {
        return isOpenToOthers(folder)
                ? Optional.of(
                        "others on this machine can enter the ledger's folder, and it holds what customers have: chmod 700 "
                                + folder)
                : Optional.empty();
    }

    private static boolean isOpenToOthers(Path path) {
        try {
            return OwnerOnly.isOpenToOthers(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * About a list of signers that whoever runs this could have written himself: two approvals
     * under it may be one person's.
     */
    static Optional<String> ofSigners(Path allowedSigners) {
        try {
            return Replaceable.byUs()
                    .at(allowedSigners)
                    .map(place ->
                            "you can rewrite the list of who may sign, so two signatures do not prove two people: let another user own "
                                    + allowedSigners
                                    + " and the folders above it; now you can change "
                                    + place);
        } catch (IOException e) {
            throw unreadable(allowedSigners, e);
        }
    }

    private static Problem unreadable(Path path, IOException cause) {
        return new Problem(
                "the rights of a file cannot be read",
                path.toString(),
                "let us read the folder that it is in",
                cause);
    }
}
