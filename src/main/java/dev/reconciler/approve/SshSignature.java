package dev.reconciler.approve;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What an SSH signature says of itself (OpenSSH's PROTOCOL.sshsig). Nothing is verified here.
 *
 * @param key the public key that is said to have made it
 * @param namespace what it was made for
 */
record SshSignature(SshKey key, String namespace) {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
    private static final String END = "-----END SSH SIGNATURE-----";
    private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    /** Empty where the bytes are no such signature. */
    static Optional<SshSignature> parse(byte[] file) {
        String text = new String(file, StandardCharsets.US_ASCII).strip();
        if (!text.startsWith(BEGIN)
                || !text.endsWith(END)
                || text.length() < BEGIN.length() + END.length()) {
            return Optional.empty();
        }
        String body = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            return read(ByteBuffer.wrap(Base64.getMimeDecoder().decode(body)));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Optional<SshSignature> read(ByteBuffer blob) {
        byte[] magic = new byte[MAGIC.length];
        blob.get(magic);
        if (!Arrays.equals(magic, MAGIC) || blob.getInt() != VERSION) {
            return Optional.empty();
        }
        byte[] key = SshKey.field(blob);
        return Optional.of(
                new SshSignature(
                        new SshKey(key), new String(SshKey.field(blob), StandardCharsets.UTF_8)));
    }
}
