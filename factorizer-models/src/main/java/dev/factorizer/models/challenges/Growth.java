package dev.factorizer.models.challenges;

import dev.factorizer.models.metrics.Instances;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Objects grown by steps of 18 neighbors, never beyond the image. In k steps a voxel reaches those at most k away along each axis and
 * 2k along all together; so a run of voxels becomes a run in each row nearby.
 *
 * @param x size along the first axis
 * @param y size along the second axis
 * @param z size along the third axis
 * @param steps k
 */
record Growth(int x, int y, int z, int steps) {
    static Growth of(int[] sizes, int steps) {
        return new Growth(sizes[0], sizes[1], sizes[2], steps);
    }

    /** The voxels of some objects after growth. */
    BitSet of(Instances instances, IntPredicate which) {
        BitSet grown = new BitSet(x * y * z);
        instances.forEachRun((number, from, to) -> {
            if (which.test(number)) {
                forEachRow(from, to, grown::set);
            }
        });
        return grown;
    }

    /** Is told of voxels that a run grows to, from the first to the one behind the last. */
    interface Reached {
        void accept(int from, int to);
    }

    void forEachRow(int from, int to, Reached reached) {
        int row = from / z;
        int first = from - row * z;
        int last = to - row * z;
        int atX = row / y;
        int atY = row % y;
        for (int nextX = Math.max(0, atX - steps); nextX <= Math.min(x - 1, atX + steps); nextX++) {
            for (int nextY = Math.max(0, atY - steps); nextY <= Math.min(y - 1, atY + steps); nextY++) {
                int reach = Math.min(steps, 2 * steps - Math.abs(nextX - atX) - Math.abs(nextY - atY));
                int start = (nextX * y + nextY) * z;
                reached.accept(start + Math.max(0, first - reach), start + Math.min(z, last + reach));
            }
        }
    }
}
