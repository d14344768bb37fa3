package dev.reconciler.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Which command meets which fault: drawn from a seed, now and then the same for many commands in a
 * row, and after a number of faults the weather is fair.
 */
public final class MongoStorm {
    private static final int[] IN_A_ROW = {1, 1, 1, 1, 2, 3, 7};

    private final Random random;
    private final double share;
    private final List<MongoFault> faults;
    private final List<String> story = new ArrayList<>();
    private int left;
    private int inARow;
    private MongoFault last = MongoFault.SLOW;

    /**
     * @param share of the commands that a fault befalls
     * @param most how many faults come in all, but for those in a row
     */
    public MongoStorm(long seed, double share, int most) {
        this(seed, share, most, List.of(MongoFault.values()));
    }

    private MongoStorm(long seed, double share, int most, List<MongoFault> faults) {
        this.random = new Random(new SplittableRandom(seed).nextLong());
        this.share = share;
        this.faults = faults;
        this.left = most;
    }

    /** Nothing goes wrong. */
    public static MongoStorm none() {
        return new MongoStorm(0, 0, 0);
    }

    /** Every connection breaks as soon as somebody asks for something. */
    public static MongoStorm cuttingEverything() {
        return new MongoStorm(0, 1, Integer.MAX_VALUE, List.of(MongoFault.CUT_BEFORE));
    }

    synchronized Optional<MongoFault> befalls(String command) {
        if (inARow > 0 && last.canBefall(command)) {
            inARow--;
            return told(command, last);
        }
        if (left == 0 || random.nextDouble() >= share) {
            return Optional.empty();
        }
        left--;
        List<MongoFault> possible =
                faults.stream().filter(fault -> fault.canBefall(command)).toList();
        last = possible.get(random.nextInt(possible.size()));
        inARow = last == MongoFault.SILENT ? 0 : IN_A_ROW[random.nextInt(IN_A_ROW.length)] - 1;
        return told(command, last);
    }

    private Optional<MongoFault> told(String command, MongoFault fault) {
        story.add(command + " " + fault);
        return Optional.of(fault);
    }

    /** What has befallen so far. */
    public synchronized List<String> story() {
        return List.copyOf(story);
    }
}
