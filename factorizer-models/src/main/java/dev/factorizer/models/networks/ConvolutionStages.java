package dev.factorizer.models.networks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The stages of a {@link DynUNet}, the finest first; the last one is the bottleneck. Each entry of kernels and strides is one
 * number for all axes, or one for each axis.
 *
 * @param widths channels
 * @param kernels sizes of the convolutions' kernels, odd
 * @param strides by how many times a stage is coarser than the one before it, or the first one than the image; at most the
 *     kernel's size plus 1
 */
public record ConvolutionStages(List<Integer> widths, List<List<Integer>> kernels, List<List<Integer>> strides) {
    private static final NetworkChecks CHECKS = new NetworkChecks(DynUNetKind.NAME);
    private static final int LEAST_STAGES = 3;
    private static final int LARGEST_KERNEL = 31;

    /** Checks the settings. */
    public ConvolutionStages {
        widths = List.copyOf(widths);
        kernels = kernels.stream().map(List::copyOf).toList();
        strides = strides.stream().map(List::copyOf).toList();
        CHECKS.widths(widths);
        int stages = widths.size();
        CHECKS.require(stages >= LEAST_STAGES, "widths", widths, "at least " + LEAST_STAGES + " stages");
        CHECKS.require(kernels.size() == stages && all(kernels).allMatch(size -> size % 2 == 1 && size <= LARGEST_KERNEL),
                "kernels", kernels, "odd numbers of at most " + LARGEST_KERNEL + ", one or one for each axis, for each of "
                + stages + " stages");
        CHECKS.require(strides.size() == stages && all(strides).allMatch(step -> step >= 1), "strides", strides,
                "numbers of at least 1, one or one for each axis, for each of " + stages + " stages");
        for (int i = 0; i < stages; i++) {
            for (int axis = 0; axis < Math.max(kernels.get(i).size(), strides.get(i).size()); axis++) {
                int stride = number(strides.get(i), axis);
                CHECKS.require(stride <= number(kernels.get(i), axis) + 1, "strides[" + i + "]", strides.get(i),
                        "at most 1 more than the kernel " + kernels.get(i));
            }
        }
    }

    private static IntStream all(List<List<Integer>> lists) {
        // An empty list has no number for any axis: 0 is refused like one.
        return lists.stream().flatMapToInt(list -> list.isEmpty() ? IntStream.of(0)
                : list.stream().mapToInt(Integer::intValue));
    }

    private static int number(List<Integer> perAxis, int axis) {
        return perAxis.size() == 1 ? perAxis.getFirst() : axis < perAxis.size() ? perAxis.get(axis) : 1;
    }

    /**
     * {@return stages with kernels of 3 and strides of 2, the first one as fine as the image}
     *
     * @param widths channels of each stage, the finest first
     */
    public static ConvolutionStages of(List<Integer> widths) {
        List<List<Integer>> strides = new ArrayList<>(Collections.nCopies(widths.size(), List.of(2)));
        if (!strides.isEmpty()) {
            strides.set(0, List.of(1));
        }
        return new ConvolutionStages(widths, Collections.nCopies(widths.size(), List.of(3)), strides);
    }

    /** {@return the number of stages} */
    public int count() {
        return widths.size();
    }

    /** The padding of a stage's convolutions with a stride: its result is as many times smaller, rounded up. */
    List<Integer> padding(int stage, List<Integer> stride) {
        int axes = Math.max(kernels.get(stage).size(), stride.size());
        return IntStream.range(0, axes).map(axis -> (number(kernels.get(stage), axis) - number(stride, axis) + 1) / 2)
                .boxed().toList();
    }

    /** Refuses images whose axes the stages don't divide, or which leave nothing to normalize. */
    void requireDivides(List<Integer> spatialSize) {
        int axes = spatialSize.size();
        for (List<List<Integer>> setting : List.of(kernels, strides)) {
            CHECKS.require(setting.stream().allMatch(numbers -> numbers.size() == 1 || numbers.size() == axes),
                    setting == kernels ? "kernels" : "strides", setting, "one number or one for each of the " + axes
                    + " axes of spatialSize " + spatialSize);
        }
        List<Long> products = IntStream.range(0, axes).mapToObj(axis -> strides.stream()
                .mapToLong(stride -> number(stride, axis)).reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE))).toList();
        long voxels = 1;
        for (int axis = 0; axis < axes; axis++) {
            CHECKS.require(spatialSize.get(axis) % products.get(axis) == 0, "spatialSize", spatialSize, "multiples of "
                    + products + ", by which the strides divide the axes");
            voxels *= spatialSize.get(axis) / products.get(axis);
        }
        CHECKS.require(voxels > 1, "spatialSize", spatialSize, "an axis longer than " + products
                + ", as the coarsest stage has one voxel, which can't be normalized");
    }
}
