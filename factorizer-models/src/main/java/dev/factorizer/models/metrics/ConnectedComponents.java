package dev.factorizer.models.metrics;

import java.util.function.IntUnaryOperator;

/**
 * Finds what hangs together in an image. Two passes over runs of voxels with a union-find, in linear time: the first joins runs of
 * neighboring rows, the second numbers the roots. Components are numbered by their first voxel in memory order.
 *
 * @param connectivity which voxels are neighbors
 */
public record ConnectedComponents(Connectivity connectivity) {
    /**
     * {@return the components of a mask, numbered from 1}
     *
     * @param mask the mask
     */
    public Instances of(Mask mask) {
        return of(mask.sizes(), voxel -> mask.contains(voxel) ? 1 : 0);
    }

    /**
     * Finds the components.
     *
     * @param sizes of the image, one to three, the last axis fastest in memory
     * @param numbers 0 where a voxel is background; neighbors of different numbers belong to different components
     * @return the components, numbered from 1
     */
    public Instances of(int[] sizes, IntUnaryOperator numbers) {
        Runs runs = new Runs(sizes, numbers);
        int[] parents = new int[runs.count()];
        for (int run = 0; run < parents.length; run++) {
            parents[run] = run;
        }
        int columns = runs.sizes()[1];
        for (int row = 0; row < runs.sizes()[0] * columns; row++) {
            int column = row % columns;
            if (column > 0) {
                join(runs, parents, row - 1, row, 1);
            }
            if (row >= columns) {
                join(runs, parents, row - columns, row, 1);
                if (column > 0) {
                    join(runs, parents, row - columns - 1, row, 2);
                }
                if (column < columns - 1) {
                    join(runs, parents, row - columns + 1, row, 2);
                }
            }
        }
        int count = 0;
        int[] components = new int[parents.length];
        for (int run = 0; run < parents.length; run++) {
            int root = root(parents, run);
            components[run] = root == run ? ++count : components[root];
        }
        return new Instances(sizes, runs, components, count);
    }

    /** Both rows in order: a run is compared only with those that it could touch. */
    private void join(Runs runs, int[] parents, int before, int row, int rowSteps) {
        int reach = connectivity.reach(rowSteps);
        if (reach < 0) {
            return;
        }
        int shift = (row - before) * runs.sizes()[2];
        int a = runs.start(before);
        int b = runs.start(row);
        while (a < runs.start(before + 1) && b < runs.start(row + 1)) {
            uniteIfTouching(runs, parents, a, b, shift, reach);
            if (runs.to(a) + shift < runs.to(b)) {
                a++;
            } else {
                if (runs.to(a) + shift == runs.to(b) && a + 1 < runs.start(before + 1)) {
                    // Where numbers change without a gap, the next one may touch this one at an edge.
                    uniteIfTouching(runs, parents, a + 1, b, shift, reach);
                }
                b++;
            }
        }
    }

    private static void uniteIfTouching(Runs runs, int[] parents, int a, int b, int shift, int reach) {
        if (runs.value(a) == runs.value(b) && runs.from(a) + shift < runs.to(b) + reach && runs.from(b) < runs.to(a) + shift + reach) {
            unite(parents, a, b);
        }
    }

    /** The smaller root wins, so that a root is the first run of its component. */
    private static void unite(int[] parents, int a, int b) {
        int first = root(parents, a);
        int second = root(parents, b);
        parents[Math.max(first, second)] = Math.min(first, second);
    }

    private static int root(int[] parents, int run) {
        int at = run;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
