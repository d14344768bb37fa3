package dev.reconciler.source.sort;

import java.io.IOException;
import java.util.Arrays;

/**
 * Records in memory, sorted when they are written out. They lie one after the other in one array,
 * so a million of them are three objects; what is sorted is an array of their numbers. The sort is
 * a merge sort, since records with the same key must keep their order, and since what comes nearly
 * sorted (dumps often do) then costs little.
 */
final class RecordBuffer {
    /** Start, prefix, number, and the number's place in the other half of the merge. */
    private static final int OVERHEAD = Integer.BYTES + Long.BYTES + 2 * Integer.BYTES;

    private static final int FEW = 12;

    private final int memory;

    /** Per record: length of the key, length of the value (varints), key, value. */
    private byte[] bytes = new byte[1 << 16];

    private int used;

    /**
     * Where each record begins, and the first eight bytes of its key, which settle most
     * comparisons.
     */
    private int[] starts = new int[1 << 10];

    private long[] prefixes = new long[1 << 10];
    private int count;

    /**
     * @param memory how many bytes it may take, not counting that one record must fit in any case
     */
    RecordBuffer(int memory) {
        this.memory = memory;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether a record of that many bytes is to wait until the others were written out. */
    boolean isFullFor(int keyLength, int valueLength) {
        return count > 0
                && (long) used
                                + keyLength
                                + valueLength
                                + 2 * Format.LONGEST_VARINT
                                + (count + 1L) * OVERHEAD
                        > memory;
    }

    void add(byte[] key, byte[] value) {
        makeRoom(2 * Format.LONGEST_VARINT + key.length + value.length);
        starts[count] = used;
        prefixes[count++] = prefix(key);
        used = Format.putVarint(bytes, used, key.length);
        used = Format.putVarint(bytes, used, value.length);
        System.arraycopy(key, 0, bytes, used, key.length);
        System.arraycopy(value, 0, bytes, used + key.length, value.length);
        used += key.length + value.length;
    }

    private void makeRoom(int more) {
        int needed = Math.addExact(used, more);
        if (needed > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes, Math.max(needed, (int) Math.min(2L * bytes.length, memory)));
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            prefixes = Arrays.copyOf(prefixes, 2 * count);
        }
    }

    private static long prefix(byte[] key) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (i < key.length ? key[i] & 0xFF : 0);
        }
        return prefix;
    }

    /** Writes the records in order, and is empty then. */
    void drainTo(RecordWriter writer) throws IOException {
        for (int record : sorted()) {
            int keyLength = Format.varint(bytes, starts[record]);
            int key = key(record);
            writer.add(bytes, key, keyLength, key + keyLength, valueLength(record));
        }
        used = 0;
        count = 0;
    }

    private int valueLength(int record) {
        return Format.varint(
                bytes, starts[record] + Format.varintLength(Format.varint(bytes, starts[record])));
    }

    private int key(int record) {
        return starts[record]
                + Format.varintLength(Format.varint(bytes, starts[record]))
                + Format.varintLength(valueLength(record));
    }

    private int[] sorted() {
        int[] numbers = new int[count];
        Arrays.setAll(numbers, i -> i);
        sort(numbers.clone(), numbers, 0, count);
        return numbers;
    }

    /** Sorts a range of {@code to}, of which {@code from} is a copy that may be spoilt. */
    private void sort(int[] from, int[] to, int low, int high) {
        if (high - low <= FEW) {
            insertionSort(to, low, high);
            return;
        }
        int middle = (low + high) >>> 1;
        sort(to, from, low, middle);
        sort(to, from, middle, high);
        if (compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, low, to, low, high - low);
        } else {
            merge(from, to, low, middle, high);
        }
    }

    private void insertionSort(int[] numbers, int low, int high) {
        for (int i = low + 1; i < high; i++) {
            int number = numbers[i];
            int place = i;
            while (place > low && compare(numbers[place - 1], number) > 0) {
                numbers[place] = numbers[place - 1];
                place--;
            }
            numbers[place] = number;
        }
    }

    private void merge(int[] from, int[] to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft =
                    right == high || left < middle && compare(from[left], from[right]) <= 0;
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private int compare(int left, int right) {
        int byPrefix = Long.compareUnsigned(prefixes[left], prefixes[right]);
        return byPrefix != 0 ? byPrefix : compareKeys(left, right);
    }

    private int compareKeys(int left, int right) {
        int leftKey = key(left);
        int rightKey = key(right);
        return Arrays.compareUnsigned(
                bytes,
                leftKey,
                leftKey + Format.varint(bytes, starts[left]),
                bytes,
                rightKey,
                rightKey + Format.varint(bytes, starts[right]));
    }
}
