package dev.factorizer.api.deconvolution;

import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Settings of a nonnegative blind deconvolution: an image x is approximated by the convolution of a source s with filters h, all
 * of them nonnegative, by multiplicative updates (Ashtari et al. 2025, Deconver, section 3). Channels fall into groups, each with
 * a source of its own.
 *
 * @param kernel the filters' size along each axis, odd; one number stands for all axes
 * @param groups into how many groups the channels fall, or {@link #ONE_PER_CHANNEL}
 * @param ratio channels of all sources over channels of the image
 * @param iterations T, 0 or more
 * @param gradientIterations only so many iterations, the last ones, are differentiated
 * @param updateSource whether an iteration updates the source
 * @param updateFilter whether an iteration updates the filters, after the source; each sample then gets filters of its own
 */
public record Deconvolution(List<Integer> kernel, int groups, double ratio, int iterations, int gradientIterations,
        boolean updateSource, boolean updateFilter) {
    /** ε of the update rule (reference: 1e-16). */
    public static final double EPSILON = 1e-16;
    /** Instead of a number of groups: each channel has its own source. */
    public static final int ONE_PER_CHANNEL = -1;

    /** Checks the settings. */
    public Deconvolution {
        kernel = List.copyOf(kernel);
        if (kernel.isEmpty() || kernel.size() > 3 || kernel.stream().anyMatch(size -> size < 1 || size % 2 == 0)) {
            throw new IllegalArgumentException("deconvolution: kernel is " + kernel + ", expected odd numbers, one for all axes or"
                    + " one for each of 1 to 3");
        }
        if (groups < 1 && groups != ONE_PER_CHANNEL) {
            throw new IllegalArgumentException("deconvolution: groups is " + groups + ", expected at least 1, or "
                    + ONE_PER_CHANNEL + " for one per channel");
        }
        if (!(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deconvolution: ratio is " + ratio + ", expected a number above 0");
        }
        if (iterations < 0) {
            throw new IllegalArgumentException("deconvolution: iterations is " + iterations + ", expected 0 or more");
        }
        if (gradientIterations < 0) {
            throw new IllegalArgumentException("deconvolution: gradientIterations is " + gradientIterations + ", expected 0 or more");
        }
    }

    /**
     * {@return what the published networks have: a source of one channel per channel, updated once}
     *
     * @param kernel the filters' size along each axis
     */
    public static Deconvolution of(int kernel) {
        return new Deconvolution(List.of(kernel), ONE_PER_CHANNEL, 1, 1, 1, true, false);
    }

    /**
     * {@return the same with other groups}
     *
     * @param count how many, or {@link #ONE_PER_CHANNEL}
     */
    public Deconvolution withGroups(int count) {
        return new Deconvolution(kernel, count, ratio, iterations, gradientIterations, updateSource, updateFilter);
    }

    /**
     * {@return the same with sources of more or fewer channels}
     *
     * @param share of the image's channels
     */
    public Deconvolution withRatio(double share) {
        return new Deconvolution(kernel, groups, share, iterations, gradientIterations, updateSource, updateFilter);
    }

    /**
     * {@return the same with other iterations, all of them differentiated}
     *
     * @param count T
     */
    public Deconvolution withIterations(int count) {
        return new Deconvolution(kernel, groups, ratio, count, count, updateSource, updateFilter);
    }

    /**
     * {@return the same with only the last iterations differentiated}
     *
     * @param count how many
     */
    public Deconvolution withGradientIterations(int count) {
        return new Deconvolution(kernel, groups, ratio, iterations, count, updateSource, updateFilter);
    }

    /**
     * {@return the same with other updates in an iteration}
     *
     * @param source whether the source is updated
     * @param filter whether the filters are updated
     */
    public Deconvolution withUpdates(boolean source, boolean filter) {
        return new Deconvolution(kernel, groups, ratio, iterations, gradientIterations, source, filter);
    }

    /**
     * {@return the number of groups}
     *
     * @param channels of the image
     * @throws ShapeException if the channels don't divide
     */
    public int groupsOf(int channels) {
        int count = groups == ONE_PER_CHANNEL ? channels : groups;
        if (channels % count != 0) {
            throw new ShapeException("deconvolution: " + channels + " channels are not divisible by " + count + " groups");
        }
        return count;
    }

    /**
     * {@return the channels of a group's source: channels · ratio / groups, halves rounded to even}
     *
     * @param channels of the image
     * @throws ShapeException if there are none or too many
     */
    public int sourceChannels(int channels) {
        int count = groupsOf(channels);
        double rounded = Math.rint(channels * ratio / count);
        if (!(rounded >= 1 && rounded * count <= Integer.MAX_VALUE)) {
            throw new ShapeException("deconvolution: ratio is " + ratio + ", which gives the source of each of " + count
                    + " groups " + (long) rounded + " channels where the image has " + channels + ", expected at least 1");
        }
        return (int) rounded;
    }

    /**
     * {@return the shape of the source: (B, groups · source channels, S…)}
     *
     * @param image the image's shape (B, C, S…)
     */
    public Shape source(Shape image) {
        return image.with(1, groupsOf(image.size(1)) * sourceChannels(image.size(1)));
    }

    /**
     * {@return the shape of the filters that all samples start from: (C, source channels, kernel…)}
     *
     * @param image the image's shape (B, C, S…)
     * @throws ShapeException if the kernel has an entry for each of other axes
     */
    public Shape filter(Shape image) {
        return Shape.of(image.size(1), sourceChannels(image.size(1))).append(kernelSizes(image.rank() - 2));
    }

    private int[] kernelSizes(int axes) {
        if (kernel.size() != 1 && kernel.size() != axes) {
            throw new ShapeException("deconvolution: kernel is " + kernel + ", expected one number or one for each of " + axes
                    + " axes");
        }
        List<Integer> sizes = kernel.size() == 1 ? Collections.nCopies(axes, kernel.getFirst()) : kernel;
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How the filters move over an image: it keeps its size. Products stay float32, since ε vanishes beside what is rounded. */
    ConvolutionGeometry window(int axes, int parts) {
        List<Integer> padding = Arrays.stream(kernelSizes(axes)).map(size -> size / 2).boxed().toList();
        return new ConvolutionGeometry(Collections.nCopies(axes, 1), padding, padding, parts, true);
    }
}
