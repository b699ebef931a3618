package dev.factorizer.models.planning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How often a network halves each axis of its window, and the window that this divides.
 *
 * @param window voxels along each axis
 * @param strides for each stage by how many times it is coarser than the one before along each axis; the first is as fine as the image
 * @param kernels for each stage the size of its convolutions along each axis
 */
record Downsampling(List<Integer> window, List<List<Integer>> strides, List<List<Integer>> kernels) {
    /** The coarsest stage has so many voxels along an axis that was halved. */
    private static final int LEAST_EDGE = 4;
    /** An axis is halved alone only if it has so many voxels before. */
    private static final int LEAST_ALONE = 3 * LEAST_EDGE;
    private static final int SIMILAR = 2;
    private static final int KERNEL = 3;

    /**
     * nnU-Net's: the axes that are halved are those whose voxels are less than twice as long as the shortest of those that could be, and
     * an axis that is halved alone leaves half as many voxels more; a convolution sees neighbors along an axis from the stage on in which
     * its voxels are less than twice as long as the shortest, and in the coarsest stage along all.
     *
     * @param goal the cases
     * @param wanted the window's size
     * @param leastStages as many stages the network has at least
     * @param mostStages and at most
     */
    static Downsampling perAxis(WindowGoal goal, List<Double> wanted, int leastStages, int mostStages) {
        int axes = wanted.size();
        double[] spacing = goal.spacing().stream().mapToDouble(Double::doubleValue).toArray();
        double[] size = wanted.stream().mapToDouble(Double::doubleValue).toArray();
        int[] times = new int[axes];
        boolean[] seen = new boolean[axes];
        List<List<Integer>> strides = new ArrayList<>(List.of(Collections.nCopies(axes, 1)));
        List<List<Integer>> kernels = new ArrayList<>();
        while (true) {
            double shortest = IntStream.range(0, axes).mapToDouble(axis -> spacing[axis]).min().orElseThrow();
            IntStream.range(0, axes).forEach(axis -> seen[axis] |= spacing[axis] < SIMILAR * shortest);
            kernels.add(IntStream.range(0, axes).mapToObj(axis -> seen[axis] ? KERNEL : 1).toList());
            boolean forced = strides.size() < leastStages;
            List<Integer> able = IntStream.range(0, axes).filter(axis -> size[axis] >= 2 * (forced ? 1 : LEAST_EDGE)).boxed().toList();
            double finest = able.stream().mapToDouble(axis -> spacing[axis]).min().orElse(0);
            List<Integer> halved = able.stream().filter(axis -> spacing[axis] < SIMILAR * finest).toList();
            boolean tooShort = halved.size() == 1 && size[halved.getFirst()] < LEAST_ALONE;
            if ((halved.isEmpty() || tooShort) && !forced || strides.size() == mostStages) {
                break;
            }
            // A window too small for the network's stages becomes larger.
            List<Integer> chosen = halved.isEmpty() ? IntStream.range(0, axes).boxed().toList() : halved;
            strides.add(IntStream.range(0, axes).mapToObj(axis -> chosen.contains(axis) ? 2 : 1).toList());
            for (int axis : chosen) {
                times[axis]++;
                size[axis] = Math.ceil(size[axis] / 2);
                spacing[axis] *= 2;
            }
        }
        kernels.set(kernels.size() - 1, Collections.nCopies(axes, KERNEL));
        List<Integer> window = IntStream.range(0, axes).mapToObj(axis -> edge(goal, wanted, axis, 1 << times[axis],
                count -> times[axis] == 0 || count > 1)).toList();
        return new Downsampling(window, strides, kernels);
    }

    /**
     * All axes are halved equally often, as long as the shortest is long enough.
     *
     * @param goal the cases
     * @param wanted the window's size
     * @param leastStages as many stages the network has at least
     * @param mostStages and at most
     * @param fits which sizes the coarsest stage may have along an axis; some of any that follow each other
     */
    static Downsampling uniform(WindowGoal goal, List<Double> wanted, int leastStages, int mostStages, IntPredicate fits) {
        int axes = wanted.size();
        double shortest = wanted.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        int stages = leastStages;
        while (stages < mostStages && Math.ceil(shortest / (1 << stages)) >= LEAST_EDGE) {
            stages++;
        }
        int coarsest = 1 << stages - 1;
        List<Integer> window = IntStream.range(0, axes).mapToObj(axis -> edge(goal, wanted, axis, coarsest, fits)).toList();
        List<List<Integer>> strides = new ArrayList<>(Collections.nCopies(stages, Collections.nCopies(axes, 2)));
        strides.set(0, Collections.nCopies(axes, 1));
        return new Downsampling(window, strides, Collections.nCopies(stages, Collections.nCopies(axes, KERNEL)));
    }

    /** Where a window sees all of a case, it may reach beyond; else it takes the nearest size. */
    private static int edge(WindowGoal goal, List<Double> wanted, int axis, int multiple, IntPredicate fits) {
        double parts = wanted.get(axis) / multiple;
        int count = Math.max(1, (int) (goal.isWhole(wanted, axis) ? Math.ceil(parts - 1e-6) : Math.rint(parts)));
        while (!fits.test(count)) {
            count++;
        }
        return count * multiple;
    }

    int stages() {
        return strides.size();
    }

    /** How many voxels the window has. */
    double voxels() {
        return window.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /** Of the coarsest stage along each axis. */
    List<Integer> coarsest() {
        return IntStream.range(0, window.size()).mapToObj(axis -> window.get(axis)
                / strides.stream().mapToInt(stride -> stride.get(axis)).reduce(1, (a, b) -> a * b)).toList();
    }
}
