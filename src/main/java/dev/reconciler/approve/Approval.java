package dev.reconciler.approve;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A signature that counts.
 *
 * @param person the principal of {@code allowed_signers} that the key stands under
 * @param key the key's fingerprint, {@code SHA256:…}
 * @param file where the signature is
 * @param at when that file was written, by its own account: for people, not for rules
 */
public record Approval(String person, String key, Path file, Instant at) {}
