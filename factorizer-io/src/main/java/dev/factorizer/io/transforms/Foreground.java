package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/** Which voxels of an image are not background. */
enum Foreground {
    /** Those above 0, as MONAI crops. */
    POSITIVE,
    /** Those that are not 0, as nnU-Net crops. */
    NONZERO;

    private boolean holds(float value) {
        return this == POSITIVE ? value > 0 : value != 0;
    }

    /** Widens the least and greatest index along each axis to hold the foreground of all channels. */
    static void bound(Volume image, Foreground foreground, int[] least, int[] most) {
        Grid grid = image.grid();
        int planes = image.channels() * grid.x();
        int[][] lows = new int[planes][];
        int[][] highs = new int[planes][];
        Threads.each(planes, (long) grid.y() * grid.z(), plane -> {
            lows[plane] = grid.sizes();
            highs[plane] = new int[] {-1, -1, -1};
            foreground.bound(image.voxels(), plane, grid, lows[plane], highs[plane]);
        });
        for (int plane = 0; plane < planes; plane++) {
            for (int axis = 0; axis < 3; axis++) {
                least[axis] = Math.min(least[axis], lows[plane][axis]);
                most[axis] = Math.max(most[axis], highs[plane][axis]);
            }
        }
    }

    /** What a row has between its first and its last foreground changes nothing, so it isn't looked at. */
    private void bound(float[] voxels, int plane, Grid grid, int[] least, int[] most) {
        for (int y = 0; y < grid.y(); y++) {
            int row = (plane * grid.y() + y) * grid.z();
            int first = 0;
            while (first < grid.z() && !holds(voxels[row + first])) {
                first++;
            }
            if (first == grid.z()) {
                continue;
            }
            int last = grid.z() - 1;
            while (!holds(voxels[row + last])) {
                last--;
            }
            widen(least, most, 0, plane % grid.x());
            widen(least, most, 1, y);
            widen(least, most, 2, first);
            widen(least, most, 2, last);
        }
    }

    private static void widen(int[] least, int[] most, int axis, int index) {
        least[axis] = Math.min(least[axis], index);
        most[axis] = Math.max(most[axis], index);
    }
}
