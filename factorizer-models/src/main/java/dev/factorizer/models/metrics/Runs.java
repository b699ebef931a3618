package dev.factorizer.models.metrics;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The foreground of an image as runs: neighbors along the last axis that have the same number, in memory order. Takes 12 bytes
 * for each run, far less than a number for each voxel.
 */
final class Runs {
    /** (X, Y, Z); a plane has one X. */
    private final int[] sizes;
    private final int[] rowStarts;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] value = new int[64];
    private int count;

    Runs(int[] sizes, IntUnaryOperator numbers) {
        this.sizes = requireSizes(sizes);
        int length = this.sizes[2];
        this.rowStarts = new int[this.sizes[0] * this.sizes[1] + 1];
        for (int row = 0; row < rowStarts.length - 1; row++) {
            rowStarts[row] = count;
            read(row * length, (row + 1) * length, numbers);
        }
        rowStarts[rowStarts.length - 1] = count;
    }

    private static int[] requireSizes(int[] sizes) {
        double voxels = Arrays.stream(sizes).mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
        if (sizes.length < 1 || sizes.length > 3 || Arrays.stream(sizes).anyMatch(size -> size < 1) || voxels > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("components: sizes are " + Arrays.toString(sizes)
                    + ", expected 1 to 3 of them, each at least 1, and less than 2³¹ voxels");
        }
        int[] three = {1, 1, 1};
        System.arraycopy(sizes, 0, three, 3 - sizes.length, sizes.length);
        return three;
    }

    private void read(int start, int end, IntUnaryOperator numbers) {
        int current = 0;
        int first = start;
        for (int voxel = start; voxel < end; voxel++) {
            int number = numbers.applyAsInt(voxel);
            if (number != current) {
                add(first, voxel, current);
                first = voxel;
                current = number;
            }
        }
        add(first, end, current);
    }

    private void add(int first, int end, int number) {
        if (number == 0) {
            return;
        }
        if (number < 0) {
            throw new IllegalArgumentException("components: voxel " + first + " has the number " + number
                    + ", expected 0 for the background and more for the rest");
        }
        if (count == from.length) {
            int longer = Math.addExact(count, count / 2);
            from = Arrays.copyOf(from, longer);
            to = Arrays.copyOf(to, longer);
            value = Arrays.copyOf(value, longer);
        }
        from[count] = first;
        to[count] = end;
        value[count++] = number;
    }

    int count() {
        return count;
    }

    /** Three of them. */
    int[] sizes() {
        return sizes;
    }

    /** The first voxel of a run. */
    int from(int run) {
        return from[run];
    }

    /** The voxel behind a run. */
    int to(int run) {
        return to[run];
    }

    int value(int run) {
        return value[run];
    }

    /** The first run of a row, or of the ones behind it. */
    int start(int row) {
        return rowStarts[row];
    }
}
