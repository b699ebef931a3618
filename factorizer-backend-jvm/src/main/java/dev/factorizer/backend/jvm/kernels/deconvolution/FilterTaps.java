package dev.factorizer.backend.jvm.kernels.deconvolution;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The filters of one group: their taps that are above zero, for each channel c and source channel k. After the ReLU about half of
 * them are zero; those add nothing, get no gradient, and are left out.
 */
final class FilterTaps {
    private final DeconvolutionGroup group;
    /** Of the pair (c, k): from {@code begins[c · sources + k]} to the next one's. */
    private final int[] begins;
    private final int[] index;
    private final int[] depth;
    private final int[] shift;
    private final float[] weight;
    private final int[] offsets;
    private final float[] weights;

    /**
     * Reads the filters.
     *
     * @param group the sizes
     * @param filter (C, source channels, kernel…)
     * @param first the first channel of the group
     */
    FilterTaps(DeconvolutionGroup group, MemorySegment filter, int first) {
        this.group = group;
        int pairs = group.channels() * group.sources();
        int all = pairs * group.taps();
        begins = new int[pairs + 1];
        index = new int[all];
        depth = new int[all];
        shift = new int[all];
        weight = new float[all];
        int[] kernel = group.kernel();
        long from = (long) first * group.sources() * group.taps();
        int found = 0;
        for (int pair = 0; pair < pairs; pair++) {
            for (int tap = 0; tap < group.taps(); tap++) {
                int at = pair * group.taps() + tap;
                float value = filter.getAtIndex(ValueLayout.JAVA_FLOAT, from + at);
                if (!(value <= 0)) { // a NaN stays one
                    index[found] = at;
                    depth[found] = tap / (kernel[1] * kernel[2]) - kernel[0] / 2;
                    shift[found] = (tap / kernel[2] % kernel[1] - kernel[1] / 2) * group.plane().stride() + tap % kernel[2]
                            - kernel[2] / 2;
                    weight[found++] = value;
                }
            }
            begins[pair + 1] = found;
        }
        int most = Math.max(group.channels(), group.sources()) * group.taps() + PlaneStencil.SHIFTS;
        offsets = new int[most];
        weights = new float[most];
    }

    /** K(source) of one channel at plane z: Σ h[c, k, τ] · source[k, p + τ]. */
    void convolve(PlaneRing source, int channel, int z, float[] out, int to) {
        int count = 0;
        for (int k = 0; k < group.sources(); k++) {
            count = gather(source, channel * group.sources() + k, k, z, 1, count);
        }
        PlaneStencil.sum(source.data(), offsets, weights, count, out, to, group.plane().run());
    }

    /** A(image) of one source channel at plane z: Σ h[c, k, τ] · image[c, p − τ]. */
    void adjoint(PlaneRing image, int sourceChannel, int z, float[] out, int to) {
        int count = 0;
        for (int c = 0; c < group.channels(); c++) {
            count = gather(image, c * group.sources() + sourceChannel, c, z, -1, count);
        }
        PlaneStencil.sum(image.data(), offsets, weights, count, out, to, group.plane().run());
    }

    /** Adds the taps of a pair whose planes are inside the image. */
    private int gather(PlaneRing ring, int pair, int channel, int z, int sign, int count) {
        for (int t = begins[pair]; t < begins[pair + 1]; t++) {
            int other = z + sign * depth[t];
            if (other >= 0 && other < group.depth()) {
                offsets[count] = ring.run(channel, other) + sign * shift[t];
                weights[count++] = weight[t];
            }
        }
        return count;
    }

    /** totals[c, k, τ] += Σ_p image[c, p] · source[k, p + τ] for the voxels p of plane z. */
    void correlate(PlaneRing image, PlaneRing source, int z, double[] totals, float[] lanes, float[] sums) {
        int[] found = new int[group.taps() + PlaneStencil.SHIFTS];
        for (int pair = 0; pair < begins.length - 1; pair++) {
            int count = 0;
            for (int t = begins[pair]; t < begins[pair + 1]; t++) {
                int other = z + depth[t];
                if (other >= 0 && other < group.depth()) {
                    offsets[count] = source.run(pair % group.sources(), other) + shift[t];
                    found[count++] = index[t];
                }
            }
            int from = image.run(pair / group.sources(), z);
            for (int first = 0; first < count; first += PlaneStencil.SHIFTS) {
                // Beyond the last shift it is computed again: a full block costs less than a loop of its own.
                for (int more = count; more < first + PlaneStencil.SHIFTS; more++) {
                    offsets[more] = offsets[count - 1];
                }
                PlaneStencil.products(image.data(), from, source.data(), offsets, first, group.plane().run(), lanes, sums);
                for (int t = first; t < Math.min(count, first + PlaneStencil.SHIFTS); t++) {
                    totals[found[t]] += sums[t - first];
                }
            }
        }
    }
}
