package dev.reconciler.source;

import dev.reconciler.model.TreeId;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest that an object's id stands for: SHA-1 for 40 digits, SHA-256 for 64 (contract, section
 * 2). Feed it the stored bytes, then ask for it once.
 */
public final class ObjectDigest {
    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest;

    /**
     * @throws IllegalArgumentException when {@code id} is no hex id
     */
    public ObjectDigest(String id) {
        if (!TreeId.isHexId(id)) {
            throw new IllegalArgumentException("not a hex id: " + id);
        }
        this.digest = algorithm(id.length() == 40 ? "SHA-1" : "SHA-256");
    }

    /** Whether {@code bytes} are the object that {@code id} names. */
    public static boolean matches(String id, byte[] bytes) {
        return of(id, bytes).equals(id);
    }

    /** The digest, of that kind, of these bytes: the id where they are the object. */
    public static String of(String id, byte[] bytes) {
        ObjectDigest digest = new ObjectDigest(id);
        digest.digest.update(bytes);
        return digest.hex();
    }

    /**
     * Takes in a stream to its end, in constant memory.
     *
     * @return how many bytes it had
     */
    public long update(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            size += n;
        }
        return size;
    }

    /** Of all that was taken in: the id where that is the object. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
