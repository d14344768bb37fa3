package dev.reconciler.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What a fuzzer would try, without a fuzzer: the seeds, and a bounded number of mutants of them,
 * drawn from a number that is printed.
 */
final class Mutants {
    private static final Path SEEDS = Path.of("src/test/resources/dev/reconciler/fuzz");
    private static final int EACH = 2_000;

    private final Random random;

    private Mutants(Random random) {
        this.random = random;
    }

    /**
     * Gives a target its seeds and mutants of them; {@code -Dseed=N} draws those of an earlier run
     * again.
     */
    static void of(Class<?> test, String target, Consumer<byte[]> parser) throws IOException {
        Path folder = SEEDS.resolve(test.getSimpleName() + "Inputs").resolve(target);
        List<byte[]> seeds = new ArrayList<>();
        for (Path file : files(folder)) {
            seeds.add(Files.readAllBytes(file));
            give(parser, seeds.getLast(), file.toString());
        }
        long drawn = Long.getLong("seed", System.nanoTime());
        Mutants mutants = new Mutants(new Random(drawn));
        for (int i = 0; i < EACH; i++) {
            give(parser, mutants.mutant(seeds), "-Dseed=" + drawn + ", mutant " + i);
        }
        System.out.printf(
                "%s: %d seeds, %,d mutants, -Dseed=%d%n", target, seeds.size(), EACH, drawn);
    }

    private static void give(Consumer<byte[]> parser, byte[] input, String name) {
        try {
            parser.accept(input);
        } catch (RuntimeException | Error e) { // whatever it was, its input has to be told
            throw new AssertionError(name, e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private byte[] mutant(List<byte[]> seeds) {
        byte[] mutant = one(seeds);
        for (int n = random.nextInt(4); n >= 0; n--) {
            mutant = changed(mutant, one(seeds));
        }
        return mutant;
    }

    private byte[] changed(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length + 1);
        int to = at + random.nextInt(bytes.length - at + 1);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes, at);
            case 1 -> with(bytes, at, (byte) random.nextInt(random.nextBoolean() ? 256 : 20));
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> spliced(bytes, at, new byte[0], to);
            case 4 -> spliced(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
            default -> spliced(bytes, at, part(other), to);
        };
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] = value;
        }
        return changed;
    }

    private byte[] flipped(byte[] bytes, int at) {
        return at < bytes.length
                ? with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)))
                : bytes;
    }

    /** What stands before {@code at}, the middle, and what stands from {@code to} on. */
    private static byte[] spliced(byte[] bytes, int at, byte[] middle, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private byte[] part(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, at, at + random.nextInt(bytes.length - at + 1));
    }

    private byte[] one(List<byte[]> of) {
        return of.get(random.nextInt(of.size()));
    }
}
