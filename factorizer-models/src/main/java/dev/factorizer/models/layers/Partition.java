package dev.factorizer.models.layers;

import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import java.util.Collections;
import java.util.List;

/** How an image is cut into windows: by their size or by their number. One entry holds for all axes. */
public sealed interface Partition {
    /**
     * The layout of an image.
     *
     * @param spatial the image's spatial sizes
     * @param heads groups of channels
     * @param shifts for each shift, the voxels along each axis
     * @return the layout
     * @throws dev.factorizer.api.tensor.ShapeException if an axis does not divide
     */
    Matricization layout(Shape spatial, int heads, List<List<Integer>> shifts);

    /**
     * Windows of a given size.
     *
     * @param sizes voxels along each axis, or one entry for all
     */
    record Patch(List<Integer> sizes) implements Partition {
        /** Checks the sizes. */
        public Patch {
            sizes = checked("patch", sizes);
        }

        @Override
        public Matricization layout(Shape spatial, int heads, List<List<Integer>> shifts) {
            return Matricization.ofPatch(spatial, heads, perAxis(sizes, spatial.rank()), shifts);
        }
    }

    /**
     * A given number of windows.
     *
     * @param counts windows along each axis, or one entry for all
     */
    record Grid(List<Integer> counts) implements Partition {
        /** Checks the numbers. */
        public Grid {
            counts = checked("grid", counts);
        }

        @Override
        public Matricization layout(Shape spatial, int heads, List<List<Integer>> shifts) {
            return Matricization.ofGrid(spatial, heads, perAxis(counts, spatial.rank()), shifts);
        }
    }

    private static List<Integer> checked(String what, List<Integer> numbers) {
        if (numbers.isEmpty() || numbers.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("windows: " + what + " is " + numbers
                    + ", expected one number or one for each axis, at least 1");
        }
        return List.copyOf(numbers);
    }

    /**
     * One entry repeated for all axes; a list of another length is left for the layout to refuse.
     *
     * @param numbers one number, or one for each axis
     * @param rank the number of axes
     * @return one number for each axis
     */
    static List<Integer> perAxis(List<Integer> numbers, int rank) {
        return numbers.size() == 1 ? Collections.nCopies(rank, numbers.getFirst()) : numbers;
    }
}
