package dev.reconciler.job.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A digest over a row and all rows before it in a table. One run at a time writes, so that the last row is known. */
final class Chain {
    private static final String START = "0".repeat(64);

    private String last;

    /** @param table has the columns {@code seq} and {@code chain} */
    Chain(JdbcTemplate jdbc, String table) {
        this.last = jdbc.query("SELECT chain FROM " + table + " ORDER BY seq DESC LIMIT 1", (row, n) -> row.getString(1)).stream()
                .findFirst()
                .orElse(START);
    }

    /** The digest of the next row, whose values are given in the order of its columns. */
    String next(@Nullable Object... values) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(last.getBytes(StandardCharsets.US_ASCII));
            for (Object value : values) {
                byte[] bytes = bytes(value);
                sha.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                sha.update(bytes);
            }
            last = HexFormat.of().formatHex(sha.digest());
            return last;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(@Nullable Object value) {
        if (value == null) {
            return new byte[0];
        }
        return value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
