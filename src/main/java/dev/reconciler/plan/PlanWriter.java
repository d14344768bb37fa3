package dev.reconciler.plan;

import dev.reconciler.model.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes {@code plan.jsonl}, and knows its digest when it is closed. */
public final class PlanWriter implements AutoCloseable {
    private final Path file;
    private final MessageDigest digest;
    private final OutputStream out;

    private PlanWriter(Path file, MessageDigest digest, OutputStream out) {
        this.file = file;
        this.digest = digest;
        this.out = out;
    }

    /** Begins a plan in a folder that is there. */
    public static PlanWriter begin(Path folder, PlanHeader header) {
        Path file = folder.resolve(FrozenPlan.FILE);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            PlanWriter writer =
                    new PlanWriter(file, digest, new DigestOutputStream(stream, digest));
            writer.add(HeaderJson.write(header).toString());
            return writer;
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Adds the line of an entry, as {@link PlanLines} made it. */
    public void add(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Ends the file, makes it durable, and gives the plan's id. */
    public String finish() {
        close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Problem unwritable(Path file, IOException cause) {
        return new Problem(
                "the plan cannot be written: " + cause.getMessage(),
                file.toString(),
                "Make room, or let this user write there, then go on: reconciler resume",
                cause);
    }
}
