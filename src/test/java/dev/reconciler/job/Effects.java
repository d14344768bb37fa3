package dev.reconciler.job;

import dev.reconciler.job.Life.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What an undisturbed run does to the world, one after the other.
 *
 * @param names step and what is done, as {@link Life#effects} tells them
 */
record Effects(List<String> names) {

    List<Integer> all() {
        return IntStream.range(0, names.size()).boxed().toList();
    }

    /** Those whose name ends so. */
    List<Integer> named(String end) {
        return all().stream().filter(effect -> names.get(effect).endsWith(end)).toList();
    }

    long count(String name) {
        return names.stream().filter(name::equals).count();
    }

    Set<String> steps() {
        Set<String> steps = new LinkedHashSet<>();
        all().forEach(effect -> steps.add(step(effect)));
        return steps;
    }

    private String step(int effect) {
        return names.get(effect).replaceAll(":.*", "");
    }

    /** Some, with at least one of each step. */
    List<Integer> sample(int size, Random random) {
        Set<String> steps = new HashSet<>();
        Set<Integer> sample = new LinkedHashSet<>();
        List<Integer> shuffled = shuffled(random);
        shuffled.stream().filter(effect -> steps.add(step(effect))).forEach(sample::add);
        shuffled.stream().limit(Math.max(0, size - steps.size())).forEach(sample::add);
        return List.copyOf(sample);
    }

    /** One of each name, but for commits. */
    List<Integer> oneOfEachKind(Random random) {
        Set<String> kinds = new HashSet<>();
        return shuffled(random).stream()
                .filter(effect -> !names.get(effect).endsWith("commit"))
                .filter(effect -> kinds.add(names.get(effect)))
                .toList();
    }

    private List<Integer> shuffled(Random random) {
        List<Integer> shuffled = new ArrayList<>(all());
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** A life that is disturbed somewhere, somehow. */
    Life disturbed(Random random) {
        return Life.until(random.nextInt(names.size()), anyOf(random));
    }

    /** Neighbouring seeds give a {@link Random} whose first numbers are alike; not this one. */
    static Random random(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    static Ending anyOf(Random random) {
        return Ending.values()[random.nextInt(Ending.values().length)];
    }
}
