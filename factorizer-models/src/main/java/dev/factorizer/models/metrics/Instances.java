package dev.factorizer.models.metrics;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Objects in an image, such as lesions, numbered from 1. They are kept as runs of voxels, so that an image takes little memory, and
 * what two images share is found by one walk along the runs of both.
 */
public final class Instances {
    private final int[] sizes;
    private final Runs runs;
    private final int[] numbers;
    private final long[] voxels;

    Instances(int[] sizes, Runs runs, int[] numbers, int count) {
        this.sizes = sizes.clone();
        this.runs = runs;
        this.numbers = numbers;
        this.voxels = new long[count + 1];
        for (int run = 0; run < runs.count(); run++) {
            voxels[numbers[run]] += runs.to(run) - runs.from(run);
        }
    }

    /**
     * Objects that already have numbers.
     *
     * @param sizes of the image, one to three, the last axis fastest in memory
     * @param numbers of each voxel, 0 for the background
     * @return the objects in the order of their numbers, without gaps
     */
    public static Instances numbered(int[] sizes, IntUnaryOperator numbers) {
        Runs runs = new Runs(sizes, numbers);
        int[] values = IntStream.range(0, runs.count()).map(runs::value).sorted().distinct().toArray();
        int[] ranks = IntStream.range(0, runs.count()).map(run -> Arrays.binarySearch(values, runs.value(run)) + 1).toArray();
        return new Instances(sizes, runs, ranks, values.length);
    }

    /** {@return how many there are} */
    public int count() {
        return voxels.length - 1;
    }

    /** {@return the sizes of the image} */
    public int[] sizes() {
        return sizes.clone();
    }

    /**
     * {@return how many voxels an object has}
     *
     * @param number from 1
     */
    public long voxels(int number) {
        if (number < 1 || number > count()) {
            throw new IllegalArgumentException("instances: " + number + " is none of them, expected 1 to " + count());
        }
        return voxels[number];
    }

    /** {@return how many voxels all of them have} */
    public long voxels() {
        return Arrays.stream(voxels).sum() - voxels[0];
    }

    /** {@return the number of each voxel in memory order, 0 for the background} */
    public int[] numbers() {
        int[] all = new int[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        forEachRun((number, from, to) -> Arrays.fill(all, from, to, number));
        return all;
    }

    /**
     * Joins objects, or leaves some out.
     *
     * @param groups for the objects 1, 2, … the group each belongs to, or 0 if it is to be left out
     * @return the groups as objects, in the order of their numbers, without gaps
     */
    public Instances grouped(int... groups) {
        if (groups.length != count()) {
            throw new IllegalArgumentException("instances: found " + groups.length + " groups, expected one for each of the " + count());
        }
        int[] values = Arrays.stream(groups).filter(group -> group != 0).sorted().distinct().toArray();
        int[] grouped = IntStream.of(numbers).map(number -> number == 0 || groups[number - 1] == 0 ? 0
                : Arrays.binarySearch(values, groups[number - 1]) + 1).toArray();
        return new Instances(sizes, runs, grouped, values.length);
    }

    /**
     * Calls for each run of voxels along the last axis, in memory order.
     *
     * @param visitor is told the object and its voxels
     */
    public void forEachRun(RunVisitor visitor) {
        for (int run = 0; run < runs.count(); run++) {
            if (numbers[run] != 0) {
                visitor.visit(numbers[run], runs.from(run), runs.to(run));
            }
        }
    }

    /** Is told of runs. */
    public interface RunVisitor {
        /**
         * A run of voxels.
         *
         * @param number the object they belong to
         * @param from the first of them, an index into the image's memory
         * @param to the one behind the last
         */
        void visit(int number, int from, int to);
    }

    /**
     * What these objects share with others on the same grid.
     *
     * @param other the other objects
     * @return each pair that shares a voxel
     */
    public InstanceOverlaps overlaps(Instances other) {
        if (!Arrays.equals(sizes, other.sizes)) {
            throw new IllegalArgumentException("instances: found an image of " + Arrays.toString(other.sizes) + " voxels, expected "
                    + Arrays.toString(sizes) + ", as the one it is compared with");
        }
        InstanceOverlaps.Counter counter = new InstanceOverlaps.Counter();
        int a = 0;
        int b = 0;
        while (a < runs.count() && b < other.runs.count()) {
            int from = Math.max(runs.from(a), other.runs.from(b));
            int to = Math.min(runs.to(a), other.runs.to(b));
            if (from < to && numbers[a] != 0 && other.numbers[b] != 0) {
                counter.add(numbers[a], other.numbers[b], to - from);
            }
            if (runs.to(a) < other.runs.to(b)) {
                a++;
            } else {
                b++;
            }
        }
        return counter.overlaps();
    }
}
