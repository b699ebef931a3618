package dev.factorizer.models.metrics;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What belongs to an object in an image, on a grid of two or three axes with the distances between voxels in mm. It takes one bit
 * for each voxel.
 */
public final class Mask {
    private static final int MOST_ALONG_AN_AXIS = 65_535;
    /** What rounding and small shears may leave: distances are off by less than a thousandth. */
    private static final double MOST_SLANT = 1e-3;
    private static final double CUBIC_MM_PER_ML = 1000;

    private final int[] sizes;
    private final double[] spacing;
    private final double voxelVolume;
    private final double slant;
    private final BitGrid bits;
    private final long voxels;

    private Mask(Grid grid, RowFiller filler) {
        this(without(grid, grid.sizes()), without(grid, grid.spacing()), grid.affine().voxelVolume(), slant(grid.affine()), true, filler);
    }

    private Mask(int[] sizes, double[] spacing, boolean onThreads, RowFiller filler) {
        this(sizes, spacing, Arrays.stream(spacing).reduce(1, (a, b) -> a * b), 0, onThreads, filler);
    }

    /** Every row is filled for itself. */
    private Mask(int[] sizes, double[] spacing, double voxelVolume, double slant, boolean onThreads, RowFiller filler) {
        requireGrid(sizes, spacing);
        this.sizes = sizes.clone();
        this.spacing = spacing.clone();
        this.voxelVolume = voxelVolume;
        this.slant = slant;
        int last = sizes.length - 1;
        this.bits = new BitGrid(last == 2 ? sizes[0] : 1, sizes[last - 1], sizes[last]);
        if (onThreads) {
            Threads.each(bits.x(), (long) bits.y() * bits.z(), layer -> fill(layer, filler));
        } else {
            for (int layer = 0; layer < bits.x(); layer++) {
                fill(layer, filler);
            }
        }
        this.voxels = bits.count();
    }

    private void fill(int layer, RowFiller filler) {
        for (int row = layer * bits.y(); row < (layer + 1) * bits.y(); row++) {
            filler.fill(row * bits.z(), bits.z(), bits.words(), row * bits.rowWords());
        }
    }

    /** Sets the bits of a row. */
    private interface RowFiller {
        void fill(int voxel, int count, long[] words, int word);
    }

    /** The axis along which an image is a single layer; −1 if there is none or more than one. */
    private static int layerAxis(Grid grid) {
        int found = -1;
        for (int axis = 0; axis < 3; axis++) {
            if (grid.size(axis) == 1) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found;
    }

    private static int[] without(Grid grid, int[] sizes) {
        int layer = layerAxis(grid);
        return IntStream.range(0, 3).filter(axis -> axis != layer).map(axis -> sizes[axis]).toArray();
    }

    private static double[] without(Grid grid, double[] spacing) {
        int layer = layerAxis(grid);
        return IntStream.range(0, 3).filter(axis -> axis != layer).mapToDouble(axis -> spacing[axis]).toArray();
    }

    /** The largest cosine between two axes: 0 where all are at right angles. */
    private static double slant(Affine affine) {
        double[] spacing = affine.spacing();
        double slant = 0;
        for (int axis = 0; axis < 3; axis++) {
            int next = (axis + 1) % 3;
            double product = 0;
            for (int row = 0; row < 3; row++) {
                product += affine.get(row, axis) * affine.get(row, next);
            }
            slant = Math.max(slant, Math.abs(product) / (spacing[axis] * spacing[next]));
        }
        return slant;
    }

    private static void requireGrid(int[] sizes, double[] spacing) {
        if (sizes.length < 2 || sizes.length > 3 || spacing.length != sizes.length) {
            throw new IllegalArgumentException("mask: sizes are " + Arrays.toString(sizes) + " and spacing " + Arrays.toString(spacing)
                    + ", expected two or three of each");
        }
        double voxels = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] < 1 || sizes[axis] > MOST_ALONG_AN_AXIS) {
                throw new IllegalArgumentException("mask: sizes are " + Arrays.toString(sizes) + ", expected 1 to "
                        + MOST_ALONG_AN_AXIS + " along each axis");
            }
            if (!(spacing[axis] > 0 && spacing[axis] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("mask: spacing is " + Arrays.toString(spacing)
                        + ", expected positive numbers of mm");
            }
            voxels *= sizes[axis];
        }
        if (voxels > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("mask: sizes are " + Arrays.toString(sizes) + ", expected less than 2³¹ voxels");
        }
    }

    /**
     * A mask by a rule.
     *
     * @param sizes of the grid, two or three
     * @param spacing between voxels along each axis, in mm
     * @param foreground says for a voxel's place in memory, the last axis fastest, whether it belongs to the object
     * @return the mask
     */
    public static Mask of(int[] sizes, double[] spacing, IntPredicate foreground) {
        return new Mask(sizes, spacing, false, (voxel, count, words, word) -> {
            for (int i = 0; i < count; i++) {
                if (foreground.test(voxel + i)) {
                    words[word + i / Long.SIZE] |= 1L << i;
                }
            }
        });
    }

    /**
     * A channel that is not 0 in the object. An image of a single layer is a plane: else all its voxels would be surface.
     *
     * @param volume has it
     * @param channel which
     * @return the mask
     * @throws IllegalArgumentException if a voxel is not a number
     */
    public static Mask of(Volume volume, int channel) {
        if (channel < 0 || channel >= volume.channels()) {
            throw new IllegalArgumentException("mask: channel is " + channel + ", expected one of " + volume.channels());
        }
        return new Mask(volume.grid(), notZero(volume.voxels(), channel * volume.grid().voxels()));
    }

    /**
     * The voxels of a label map that have a label. An image of a single layer is a plane.
     *
     * @param labels one channel of labels
     * @param label which
     * @return the mask
     * @throws IllegalArgumentException if a voxel is not a number
     */
    public static Mask ofLabel(Volume labels, int label) {
        return ofLabels(labels, Set.of(label));
    }

    /**
     * The voxels of a label map that have one of some labels. An image of a single layer is a plane.
     *
     * @param labels one channel of labels
     * @param wanted which
     * @return the mask
     * @throws IllegalArgumentException if a voxel is not a number
     */
    public static Mask ofLabels(Volume labels, Set<Integer> wanted) {
        float[] values = labels.voxels();
        int[] sorted = wanted.stream().mapToInt(Integer::intValue).sorted().toArray();
        if (labels.channels() != 1) {
            throw new IllegalArgumentException("mask: found " + labels.channels() + " channels, expected one of labels");
        }
        return new Mask(labels.grid(), (voxel, count, words, word) -> {
            for (int i = 0; i < count; i++) {
                words[word + i / Long.SIZE] |= (isOneOf(sorted, number(values[voxel + i], voxel + i)) ? 1L : 0) << i;
            }
        });
    }

    /** Regions have few labels, so all of them are looked at. */
    private static boolean isOneOf(int[] labels, float value) {
        boolean found = false;
        for (int label : labels) {
            found |= value == label;
        }
        return found;
    }

    /**
     * A channel of a batch that is not 0 in the object.
     *
     * @param batch (B, C, S…) of two or three axes S
     * @param sample which of B
     * @param channel which of C
     * @param spacing between voxels along each axis, in mm
     * @return the mask
     * @throws IllegalArgumentException if a voxel is not a number
     */
    public static Mask of(Tensor batch, int sample, int channel, double... spacing) {
        Shape shape = batch.shape();
        if (shape.rank() < 4 || shape.rank() > 5) {
            throw new ShapeException("mask: shape is " + shape + ", expected batch×channels and two or three axes of space");
        }
        float[] values = batch.toFloats();
        Shape space = shape.spatial();
        int start = Math.toIntExact((sample * (long) shape.size(1) + channel) * space.elements());
        return new Mask(space.sizes(), spacing, true, notZero(values, start));
    }

    private static RowFiller notZero(float[] values, int start) {
        return (voxel, count, words, word) -> {
            for (int i = 0; i < count; i++) {
                words[word + i / Long.SIZE] |= (number(values[start + voxel + i], voxel + i) != 0 ? 1L : 0) << i;
            }
        };
    }

    private static float number(float value, int voxel) {
        if (Float.isNaN(value)) {
            throw new IllegalArgumentException("mask: voxel " + voxel + " is not a number");
        }
        return value;
    }

    /** {@return the number of voxels along each axis, two or three} */
    public int[] sizes() {
        return sizes.clone();
    }

    /** {@return the distance between neighboring voxels along each axis, in mm} */
    public double[] spacing() {
        return spacing.clone();
    }

    /** {@return how many voxels belong to the object} */
    public long voxels() {
        return voxels;
    }

    /** {@return whether no voxel belongs to it} */
    public boolean isEmpty() {
        return voxels == 0;
    }

    /**
     * {@return whether a voxel belongs to it}
     *
     * @param voxel its place in memory, the last axis fastest
     */
    public boolean contains(int voxel) {
        return bits.get(voxel / bits.z() * bits.rowWords(), voxel % bits.z());
    }

    /** {@return the size of the object in ml; of a plane that is no layer of a volume, as if it were 1 mm thick} */
    public double milliliters() {
        return voxels * voxelVolume / CUBIC_MM_PER_ML;
    }

    /** {@return the length of the grid's diagonal in mm: no two points of it are farther apart} */
    public double diagonal() {
        double sum = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            sum += sizes[axis] * spacing[axis] * sizes[axis] * spacing[axis];
        }
        return Math.sqrt(sum);
    }

    /** A plane is one layer of X. */
    BitGrid bits() {
        return bits;
    }

    boolean isPlane() {
        return sizes.length == 2;
    }

    /** Distances along the axes are those of space only if the axes are at right angles. */
    void requireRightAngles() {
        if (slant > MOST_SLANT) {
            throw new IllegalArgumentException("metrics: the image's axes are not at right angles, but off by up to "
                    + Math.round(Math.toDegrees(Math.asin(Math.min(1, slant))) * 10) / 10.0
                    + "°, expected right ones for distances between surfaces; resample both masks first");
        }
    }

    /** Three of them; that of a plane's one layer has no meaning. */
    double[] steps() {
        return isPlane() ? new double[] {1, spacing[0], spacing[1]} : spacing.clone();
    }

    @Override
    public String toString() {
        return "mask of " + voxels + " voxels on " + Arrays.toString(sizes) + ", spacing " + Arrays.toString(spacing) + " mm";
    }
}
