package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.Arrays;
import java.util.List;

/**
 * The windows of an image (B, C, S…) as kernels take them: three axes, missing ones first, so that the last stays the one that
 * is contiguous.
 */
record WindowGeometry(Matricization layout, Shape image) {
    private static final int AXES = 3;
    private static final int FIXED = 14;

    /** Numbers of all matrices, and so of the images of all shifts. */
    long elements() {
        return layout.shifts().size() * image.elements();
    }

    /** The matrices, all of one size. */
    Shape matrices() {
        return layout.matrices(image);
    }

    void cut(int from, int matrices, TaskWriter tasks) {
        tasks.add(Kernel.WINDOWS_CUT, elements() / Math.max(1, layout.voxels()), settings(from, matrices, 0, 0));
    }

    /** Puts windows together, each times a number. */
    void join(int matrices, double factor, int to, TaskWriter tasks) {
        tasks.add(Kernel.WINDOWS_JOIN, lines(), settings(to, matrices, tasks.number(factor), 0));
    }

    /** The same where another image is positive, 0 elsewhere. */
    void join(int matrices, double factor, int to, int mask, TaskWriter tasks) {
        tasks.add(Kernel.WINDOWS_JOIN_MASKED, lines(), settings(to, matrices, tasks.number(factor), mask));
    }

    private long lines() {
        return image.elements() / Math.max(1, image.size(-1));
    }

    private int[] settings(int at, int matrices, int factor, int mask) {
        int[] grid = three(layout.grid(), 1);
        int[] patch = three(layout.patch(), 1);
        int[] settings = Arrays.copyOf(new int[] {at, matrices, image.size(0), layout.heads(), image.size(1) / layout.heads(),
                grid[0], grid[1], grid[2], patch[0], patch[1], patch[2], layout.shifts().size(), factor, mask},
                FIXED + AXES * layout.shifts().size());
        for (int s = 0; s < layout.shifts().size(); s++) {
            int[] shift = three(layout.shifts().get(s), 0);
            for (int axis = 0; axis < AXES; axis++) {
                // A roll by whole windows cuts the image into the same windows.
                settings[FIXED + AXES * s + axis] = Math.floorMod(shift[axis], patch[axis]);
            }
        }
        return settings;
    }

    private static int[] three(List<Integer> sizes, int missing) {
        int[] all = new int[AXES];
        Arrays.fill(all, missing);
        for (int i = 0; i < sizes.size(); i++) {
            all[AXES - sizes.size() + i] = sizes.get(i);
        }
        return all;
    }
}
