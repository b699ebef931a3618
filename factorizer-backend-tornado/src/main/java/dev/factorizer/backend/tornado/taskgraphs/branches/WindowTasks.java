package dev.factorizer.backend.tornado.taskgraphs.branches;

import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.branches.MatricizationKernels.Shift;
import dev.factorizer.backend.tornado.kernels.branches.MatricizationKernels.Windows;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows of an image (B, C, S…) as kernels take them: three axes, missing ones first, so that the last stays the one that
 * is contiguous.
 */
public record WindowTasks(Matricization matricization, Shape image) {
    private static final int AXES = 3;

    /** Numbers of all matrices, and so of the images of all shifts. */
    public long elements() {
        return matricization.shifts().size() * image.elements();
    }

    /** The matrices, all of one size. */
    public Shape matrices() {
        return matricization.matrices(image);
    }

    public void matricize(int from, int matrices, TaskWriter tasks) {
        write(tasks.task(Kernel.MATRICIZE, elements() / Math.max(1, matricization.voxels())), from, matrices, 0, 0);
    }

    /** Puts windows together, each times a number. */
    public void dematricize(int matrices, double factor, int to, TaskWriter tasks) {
        write(tasks.task(Kernel.DEMATRICIZE, lines()), to, matrices, tasks.number(factor), 0);
    }

    /** The same where another image is positive, 0 elsewhere. */
    public void dematricize(int matrices, double factor, int to, int mask, TaskWriter tasks) {
        write(tasks.task(Kernel.DEMATRICIZE_MASKED, lines()), to, matrices, tasks.number(factor), mask);
    }

    private long lines() {
        return image.elements() / Math.max(1, image.size(-1));
    }

    private void write(TaskSettings task, int at, int matrices, int factor, int mask) {
        int[] patch = three(matricization.patch(), 1);
        task.set(Windows.IMAGE, at).set(Windows.MATRICES, matrices).set(Windows.IMAGES, image.size(0))
                .set(Windows.HEADS, matricization.heads()).set(Windows.ROWS, image.size(1) / matricization.heads())
                .setAxes(Windows.GRID_DEPTH, three(matricization.grid(), 1)).setAxes(Windows.PATCH_DEPTH, patch)
                .set(Windows.SHIFT_COUNT, matricization.shifts().size())
                .set(Windows.FACTOR, factor).set(Windows.MASK, mask);
        for (List<Integer> rolled : matricization.shifts()) {
            int[] shift = three(rolled, 0);
            // A roll by whole windows cuts the image into the same windows.
            task.entry(Shift.class, IntStream.range(0, AXES).map(axis -> Math.floorMod(shift[axis], patch[axis])).toArray());
        }
        task.write();
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
