package dev.reconciler.plan;

import dev.reconciler.model.Portion;
import dev.reconciler.model.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * A plan as it lies in its folder. Its id is the SHA-256 of {@code plan.jsonl}, so that a changed
 * byte makes it another plan (contract, section 6).
 *
 * @param id 64 hex digits
 * @param folder the plan's folder, named by the id
 */
public record FrozenPlan(String id, Path folder, PlanHeader header) {
    /** Name of the file that is the plan. */
    public static final String FILE = "plan.jsonl";

    /**
     * Opens the plan in a folder and computes its id anew.
     *
     * @throws Problem when there is no plan, it cannot be read, was written by a newer version, or
     *     is not the one that the folder's name says
     */
    public static FrozenPlan open(Path folder) {
        Path file = folder.resolve(FILE);
        String id = digest(file);
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        if (!name.equals(id)) {
            throw new Problem(
                    "the plan is not the one that its folder names",
                    file + " has the SHA-256 " + id,
                    "A byte of it was changed, or the folder was renamed. Get the folder again from who made the plan; "
                            + "approvals of another text count for nothing");
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            PlanHeader header = HeaderJson.read(PlanJson.MAPPER.readTree(line == null ? "" : line));
            if (header.format() != PlanHeader.FORMAT) {
                throw new Problem(
                        "the plan was written by another version of this program",
                        file
                                + ", format "
                                + header.format()
                                + "; this version reads "
                                + PlanHeader.FORMAT,
                        "Use the version that made the plan, or plan again");
            }
            return new FrozenPlan(id, folder, header);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    /** The entries in the order of application. The caller closes the stream. */
    public Stream<Entry> entries() {
        return lines().map(this::entry);
    }

    /** Likewise, a {@link Portion} of so many at most at a time. */
    public Stream<List<Entry>> entries(int most) {
        return lines().gather(Portion.<String>windows(most, String::length))
                .map(some -> some.stream().map(this::entry).toList());
    }

    private Stream<String> lines() {
        Path file = folder.resolve(FILE);
        try {
            return Files.lines(file).skip(1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The entry in a line of the file.
     *
     * @throws Problem when it is none
     */
    public Entry entry(String line) {
        return parse(folder.resolve(FILE), line);
    }

    /**
     * SHA-256 of a file as 64 hex digits; the plan's id, and that of the {@code allowed_signers} in
     * its header.
     */
    public static String digest(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchFileException e) {
            throw new Problem("there is no such file", file.toString(), "Check the path");
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Entry parse(Path file, String line) {
        try {
            return PlanJson.entry(PlanJson.MAPPER.readTree(line));
        } catch (JacksonException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    private static Problem unreadable(Path file, Exception cause) {
        return new Problem(
                "the plan cannot be read",
                file + ": " + cause.getMessage(),
                "Get the folder again from who made the plan, or plan again",
                cause);
    }
}
