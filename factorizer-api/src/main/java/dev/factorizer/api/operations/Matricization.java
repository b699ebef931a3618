package dev.factorizer.api.operations;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How an image falls into matrices: heads of channels, a grid of windows, and cyclic shifts. Matrix rows are the channels
 * of a head, columns the voxels of a window (Ashtari et al. 2023, section 3.2).
 *
 * @param heads into how many groups the channels fall
 * @param grid the number of windows along each spatial axis
 * @param patch the size of a window along each spatial axis
 * @param shifts for each shift, by how many voxels the image is rolled along each spatial axis before it is cut; may be
 *     negative or longer than the axis
 */
public record Matricization(int heads, List<Integer> grid, List<Integer> patch, List<List<Integer>> shifts) {
    /** Checks the settings. */
    public Matricization {
        grid = List.copyOf(grid);
        patch = List.copyOf(patch);
        shifts = shifts.stream().map(List::copyOf).toList();
        int rank = grid.size();
        if (heads < 1 || rank < 1 || patch.size() != rank || shifts.isEmpty()
                || shifts.stream().anyMatch(shift -> shift.size() != rank)
                || grid.stream().anyMatch(size -> size < 1) || patch.stream().anyMatch(size -> size < 1)) {
            throw new ShapeException("windows: heads " + heads + ", grid " + grid + ", patch " + patch + ", shifts "
                    + shifts + ", expected at least one head and shift, and one entry of at least 1 for each spatial axis");
        }
    }

    /**
     * {@return one head and one window: a matrix per image, whose rows are the channels and whose columns are all voxels}
     *
     * @param spatial the image's spatial sizes
     */
    public static Matricization whole(Shape spatial) {
        List<Integer> sizes = IntStream.of(spatial.sizes()).boxed().toList();
        return new Matricization(1, Collections.nCopies(sizes.size(), 1), sizes,
                List.of(Collections.nCopies(sizes.size(), 0)));
    }

    /**
     * Windows of a given size.
     *
     * @param spatial the image's spatial sizes
     * @param heads groups of channels
     * @param patch the size of a window along each axis
     * @param shifts the shifts
     * @return the layout
     * @throws ShapeException if an axis does not divide
     */
    public static Matricization ofPatch(Shape spatial, int heads, List<Integer> patch, List<List<Integer>> shifts) {
        return new Matricization(heads, divide(spatial, patch, "patch"), patch, shifts);
    }

    /**
     * A given number of windows.
     *
     * @param spatial the image's spatial sizes
     * @param heads groups of channels
     * @param grid the number of windows along each axis
     * @param shifts the shifts
     * @return the layout
     * @throws ShapeException if an axis does not divide
     */
    public static Matricization ofGrid(Shape spatial, int heads, List<Integer> grid, List<List<Integer>> shifts) {
        return new Matricization(heads, grid, divide(spatial, grid, "grid"), shifts);
    }

    /**
     * The number of heads of a given size.
     *
     * @param channels the image's channels
     * @param headDimension the channels of a head
     * @return how many there are
     * @throws ShapeException if the channels don't divide
     */
    public static int headsOf(int channels, int headDimension) {
        if (headDimension < 1 || channels % headDimension != 0) {
            throw new ShapeException("windows: " + channels + " channels are not divisible by head dimension "
                    + headDimension);
        }
        return channels / headDimension;
    }

    private static List<Integer> divide(Shape spatial, List<Integer> parts, String what) {
        List<Integer> sizes = new ArrayList<>();
        if (parts.size() != spatial.rank()) {
            throw new ShapeException("windows: " + what + " " + parts + " for spatial size " + spatial
                    + ", expected one entry per axis");
        }
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) < 1 || spatial.size(i) % parts.get(i) != 0) {
                throw new ShapeException("windows: spatial size " + spatial + " is not divisible by " + what + " " + parts
                        + " on axis " + i + "; pad the image or choose another " + what);
            }
            sizes.add(spatial.size(i) / parts.get(i));
        }
        return sizes;
    }

    /** {@return the image's spatial sizes: grid times patch} */
    public Shape spatial() {
        int[] sizes = new int[grid.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = grid.get(i) * patch.get(i);
        }
        return Shape.of(sizes);
    }

    /** The number of windows. */
    private int cells() {
        return grid.stream().reduce(1, Math::multiplyExact);
    }

    /** {@return the number of voxels in a window: columns N of a matrix} */
    public int voxels() {
        return patch.stream().reduce(1, Math::multiplyExact);
    }

    /**
     * The matrices of an image.
     *
     * @param image (B, C, S…)
     * @return (shifts · B · heads, cells, C / heads, voxels)
     * @throws ShapeException if the image does not have these spatial sizes or its channels don't divide
     */
    public Shape matrices(Shape image) {
        if (image.rank() != grid.size() + 2 || !image.spatial().equals(spatial())) {
            throw new ShapeException("windows: image has shape " + image + ", expected spatial size " + spatial());
        }
        if (image.size(1) % heads != 0) {
            throw new ShapeException("windows: " + image.size(1) + " channels are not divisible by " + heads + " heads");
        }
        return Shape.of(shifts.size() * image.size(0) * heads, cells(), image.size(1) / heads, voxels());
    }
}
