package dev.reconciler.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Everything that a seed decides. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
        random.nextLong();
    }

    boolean in100(int percent) {
        return random.nextInt(100) < percent;
    }

    /** From the first to the last, both included. */
    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    /** A full second, or now and then a millisecond, from the first time on and before the last. */
    Instant between(Instant first, Instant last) {
        long millis = Math.max(1, Duration.between(first, last).toMillis());
        long after = (long) (random.nextDouble() * millis);
        return first.plusMillis(in100(20) ? after : after - after % 1000);
    }

    String hex(int digits) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            hex.append(Character.forDigit(random.nextInt(16), 16));
        }
        return hex.toString();
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    <T> void shuffle(List<T> list) {
        java.util.Collections.shuffle(list, random);
    }
}
