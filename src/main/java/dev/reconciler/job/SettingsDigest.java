package dev.reconciler.job;

import dev.reconciler.model.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * A digest of what bears on a plan's content. Passwords, the ledger, the work folder and limits of
 * <i>apply</i> do not: a changed password must not keep a run from going on.
 */
final class SettingsDigest {

    private SettingsDigest() {}

    static String of(Settings settings, Request request) {
        List<Object> parts =
                List.of(
                        settings.live(),
                        settings.snapshots(),
                        settings.pointerLog(),
                        settings.store(),
                        settings.incident(),
                        settings.tiers(),
                        names(settings.names()),
                        settings.grace(),
                        settings.acceptLateSnapshot(),
                        settings.allowIncomplete(),
                        choices(request));
        return hex(parts.toString());
    }

    /** What only this run was asked for. */
    private static List<Object> choices(Request request) {
        return switch (request) {
            case Request.Plan plan ->
                    List.of(plan.scope(), plan.decisions().map(DecisionsFile.Asked::digest));
            case Request.Apply apply -> List.of();
            case Request.Undo undo -> List.of();
        };
    }

    /** The maps of names have no order of their own, and another one in every process. */
    private static List<Object> names(Names names) {
        return List.of(
                names.deploys(),
                names.sites(),
                names.accounts(),
                names.builds(),
                new TreeMap<>(names.deployFields()),
                new TreeMap<>(names.siteFields()),
                new TreeMap<>(names.accountFields()),
                new TreeMap<>(names.buildFields()));
    }

    private static String hex(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
