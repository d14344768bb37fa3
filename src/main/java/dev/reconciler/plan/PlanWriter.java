package dev.reconciler.plan;

import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes {@code plan.jsonl}, and knows its digest when it is closed. */
public final class PlanWriter implements AutoCloseable {
    private final Path path;
    private final DurableFile file;
    private final MessageDigest digest;
    private final OutputStream out;

    private PlanWriter(Path path, DurableFile file, MessageDigest digest, OutputStream out) {
        this.path = path;
        this.file = file;
        this.digest = digest;
        this.out = out;
    }

    /** Begins a plan in a folder that is there. */
    public static PlanWriter begin(Path folder, PlanHeader header) {
        Path path = folder.resolve(FrozenPlan.FILE);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DurableFile file = new DurableFile(path);
            OutputStream stream =
                    new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
            PlanWriter writer =
                    new PlanWriter(path, file, digest, new DigestOutputStream(stream, digest));
            writer.add(HeaderJson.write(header).toString());
            return writer;
        } catch (IOException e) {
            throw unwritable(path, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Adds the line of an entry, as {@link PlanLines} made it. */
    public void add(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Ends the file, makes it durable, and gives the plan's id. */
    public String finish() {
        try {
            out.flush();
            file.keep();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Throws away what was not finished. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(path, e);
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
