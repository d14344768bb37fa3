package dev.reconciler.approve;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A public key as SSH writes it (RFC 4253, section 6.6). Two are equal when their bytes are. */
record SshKey(byte[] blob) {
    /**
     * {@code SHA256:} and the digest in Base64 without padding, as {@code ssh-keygen -l} prints it.
     */
    String fingerprint() {
        byte[] digest = PlanDigests.sha256().digest(blob);
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    /**
     * The key in two words of a line, such as {@code ssh-ed25519 AAAA…}; empty where they are none.
     */
    static Optional<SshKey> of(String type, String base64) {
        try {
            byte[] blob = Base64.getDecoder().decode(base64);
            byte[] named = field(ByteBuffer.wrap(blob));
            return type.equals(new String(named, StandardCharsets.US_ASCII))
                    ? Optional.of(new SshKey(blob))
                    : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** A field with its length before it (RFC 4251, section 5, "string"). */
    static byte[] field(ByteBuffer blob) {
        int length = blob.getInt();
        if (length < 0 || length > blob.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        blob.get(field);
        return field;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SshKey(byte[] bytes) && Arrays.equals(bytes, blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }
}
