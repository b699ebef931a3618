package dev.factorizer.models.metrics;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.transforms.Threads;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What belongs to an object in an image, on a grid of two or three axes with the distances between voxels in mm. It takes one bit
 * for each voxel.
 */
public final class Mask {
    private static final int MOST_ALONG_AN_AXIS = 65_535;
    private static final double CUBIC_MM_PER_ML = 1000;

    private final int[] sizes;
    private final double[] spacing;
    private final BitGrid bits;
    private final long voxels;

    /** Every row is filled for itself. */
    private Mask(int[] sizes, double[] spacing, boolean onThreads, RowFiller filler) {
        requireGrid(sizes, spacing);
        this.sizes = sizes.clone();
        this.spacing = spacing.clone();
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
     * A channel that is not 0 in the object.
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
        return notZero(volume.grid().sizes(), volume.grid().spacing(), volume.voxels(), channel * volume.grid().voxels());
    }

    /**
     * The voxels of a label map that have a label.
     *
     * @param labels one channel of labels
     * @param label which
     * @return the mask
     */
    public static Mask ofLabel(Volume labels, int label) {
        float[] values = labels.voxels();
        if (labels.channels() != 1) {
            throw new IllegalArgumentException("mask: found " + labels.channels() + " channels, expected one of labels");
        }
        return new Mask(labels.grid().sizes(), labels.grid().spacing(), true, (voxel, count, words, word) -> {
            for (int i = 0; i < count; i++) {
                words[word + i / Long.SIZE] |= (values[voxel + i] == label ? 1L : 0) << i;
            }
        });
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
        return notZero(space.sizes(), spacing, values, start);
    }

    private static Mask notZero(int[] sizes, double[] spacing, float[] values, int start) {
        return new Mask(sizes, spacing, true, (voxel, count, words, word) -> {
            for (int i = 0; i < count; i++) {
                float value = values[start + voxel + i];
                if (Float.isNaN(value)) {
                    throw new IllegalArgumentException("mask: voxel " + (voxel + i) + " is not a number");
                }
                words[word + i / Long.SIZE] |= (value != 0 ? 1L : 0) << i;
            }
        });
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

    /** {@return the size of the object in ml; of a plane as if it were 1 mm thick} */
    public double milliliters() {
        return voxels * Arrays.stream(spacing).reduce(1, (a, b) -> a * b) / CUBIC_MM_PER_ML;
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

    /** Three of them; that of a plane's one layer has no meaning. */
    double[] steps() {
        return isPlane() ? new double[] {1, spacing[0], spacing[1]} : spacing.clone();
    }

    @Override
    public String toString() {
        return "mask of " + voxels + " voxels on " + Arrays.toString(sizes) + ", spacing " + Arrays.toString(spacing) + " mm";
    }
}
