package dev.reconciler.approve;

import dev.reconciler.model.Portion;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The digests of a plan file as it was when its approvals were checked: of the whole, which is what
 * was signed, and of its blocks, so that a later reader can tell before the end of the file that a
 * block is not what was signed.
 *
 * @param plan SHA-256 of the file, hex
 * @param blocks SHA-256 of every {@value #LINES} lines, or fewer that are as long as a portion
 */
record PlanDigests(String plan, List<byte[]> blocks) {
    /** Lines to a block. */
    static final int LINES = 64;

    PlanDigests {
        blocks = List.copyOf(blocks);
    }

    static PlanDigests of(Path file) throws IOException {
        MessageDigest whole = sha256();
        List<byte[]> blocks = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] block = nextBlock(in); block.length > 0; block = nextBlock(in)) {
                whole.update(block);
                blocks.add(sha256().digest(block));
            }
        }
        return new PlanDigests(HexFormat.of().formatHex(whole.digest()), blocks);
    }

    /** The bytes of the next lines, with their ends; none at the end of the file. */
    static byte[] nextBlock(InputStream in) throws IOException {
        var block = new ByteArrayOutputStream();
        int lines = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            block.write(b);
            if (b == '\n' && (++lines == LINES || block.size() >= Portion.BYTES)) {
                break;
            }
        }
        return block.toByteArray();
    }

    /** Whether the block of that number, from 0, is what it was. */
    boolean has(int number, byte[] block) {
        return number < blocks.size()
                && MessageDigest.isEqual(blocks.get(number), sha256().digest(block));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
