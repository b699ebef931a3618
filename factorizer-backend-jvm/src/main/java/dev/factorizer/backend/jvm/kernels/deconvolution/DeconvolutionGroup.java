package dev.factorizer.backend.jvm.kernels.deconvolution;

import dev.factorizer.api.deconvolution.DeconvolutionOperand;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.Arrays;
import java.util.List;

/**
 * The sizes of one group of channels of one sample, which a thread deconvolves alone. All arrays have three entries; missing axes
 * have size 1.
 *
 * @param batch samples
 * @param groups of each sample
 * @param channels of a group
 * @param sources source channels of a group
 * @param depth planes of an image
 * @param plane a plane with zeros around it
 * @param kernel the filters' sizes
 */
record DeconvolutionGroup(int batch, int groups, int channels, int sources, int depth, PlaneLayout plane, int[] kernel) {
    /** Taps of a group; with more of them products of packed matrices are faster, which decompositions are made of. */
    private static final int MOST_TAPS = 1 << 16;
    /** Floats of the rings of a thread: 32 MiB. */
    private static final long MOST_FLOATS = 1L << 23;
    /** A larger image of two axes passes through the cache row by row. */
    private static final int LARGE_PLANE = 1 << 14;

    static DeconvolutionGroup of(Deconvolve deconvolve, List<Type> inputs) {
        Operands<DeconvolutionOperand, Type> in = deconvolve.named(inputs);
        Shape image = in.get(DeconvolutionOperand.X).shape();
        Shape filter = in.get(DeconvolutionOperand.FILTER).shape();
        int groups = deconvolve.settings().groupsOf(image.size(1));
        boolean byRow = image.rank() == 4 && image.spatial().elements() > LARGE_PLANE;
        int[] size = three(image.spatial(), byRow);
        int[] kernel = three(filter.spatial(), byRow);
        return new DeconvolutionGroup(image.size(0), groups, image.size(1) / groups, filter.size(1), size[0],
                new PlaneLayout(size[1], size[2], kernel[1] / 2, kernel[2] / 2), kernel);
    }

    /** Missing axes come first; of two axes the first one may become planes of one row. */
    private static int[] three(Shape sizes, boolean byRow) {
        int[] all = new int[3];
        Arrays.fill(all, 1);
        for (int i = 0; i < sizes.rank(); i++) {
            all[3 - sizes.rank() + i] = sizes.size(i);
        }
        return byRow ? new int[] {all[1], 1, all[2]} : all;
    }

    /** Whether filters and rings are small enough. */
    boolean fits() {
        long pairs = (long) channels * sources;
        long planes = 3L * channels * kernel[0] + sources * (3L * kernel[0] + 2L * kernel[0] + 4);
        long row = plane.width() + plane.padColumns();
        long length = row * (plane.height() + 2L * plane.padRows() + 2);
        return pairs * kernel[0] * kernel[1] * kernel[2] <= MOST_TAPS && planes * length <= MOST_FLOATS;
    }

    /** Planes that a tap reaches beyond its own. */
    int reach() {
        return kernel[0] / 2;
    }

    int taps() {
        return kernel[0] * kernel[1] * kernel[2];
    }

    /** Sample by sample, group by group: one task each. */
    int tasks() {
        return batch * groups;
    }

    private long volume() {
        return (long) depth * plane.voxels();
    }

    /** The first channel of a task's filters. */
    int filter(int task) {
        return task % groups * channels;
    }

    /** The elements of all sources. */
    long sourceElements() {
        return tasks() * sources * volume();
    }

    /** The elements of the filters of all groups. */
    int filterElements() {
        return groups * channels * sources * taps();
    }

    /** Where a plane of an image is. */
    long image(int task, int channel, int z) {
        return ((long) task * channels + channel) * volume() + (long) z * plane.voxels();
    }

    /** Where a plane of a source is. */
    long source(int task, int channel, int z) {
        return ((long) task * sources + channel) * volume() + (long) z * plane.voxels();
    }
}
