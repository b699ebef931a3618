package dev.factorizer.models.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a region is there where a model says that it is with some probability. Of perfectly calibrated probabilities each bin's
 * share is its mean probability.
 *
 * @param region its name
 * @param bins of equal width from 0 to 1
 */
public record ReliabilityCurve(String region, List<Bin> bins) {
    /** Copies the list. */
    public ReliabilityCurve {
        bins = List.copyOf(bins);
    }

    /**
     * Voxels of similar probability.
     *
     * @param from the least probability
     * @param to the probability that is just too large; the last bin has 1, too
     * @param voxels how many
     * @param probability their mean probability; not a number if there are none
     * @param share how many of them belong to the region, 0 to 1; not a number if there are none
     */
    public record Bin(double from, double to, long voxels, double probability, double share) { }

    /** {@return how many voxels there are} */
    public long voxels() {
        return bins.stream().mapToLong(Bin::voxels).sum();
    }

    /**
     * {@return the expected calibration error (Naeini et al. 2015): the mean over voxels of how far the share of their bin is from its
     * mean probability; not a number without voxels} Most voxels of an image are background without doubt, so it is small for any
     * model: compare it with that of the same voxels at another temperature.
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (Bin bin : bins) {
            sum += bin.voxels() == 0 ? 0 : bin.voxels() * Math.abs(bin.share() - bin.probability());
        }
        return sum / voxels();
    }

    /** Counts voxels. */
    static final class Counter {
        private final long[] voxels;
        private final long[] inside;
        private final double[] probabilities;

        Counter(int bins) {
            this.voxels = new long[bins];
            this.inside = new long[bins];
            this.probabilities = new double[bins];
        }

        void add(double probability, boolean inRegion) {
            int bin = Math.min((int) (probability * voxels.length), voxels.length - 1);
            voxels[bin]++;
            inside[bin] += inRegion ? 1 : 0;
            probabilities[bin] += probability;
        }

        ReliabilityCurve curve(String region) {
            List<Bin> bins = new ArrayList<>();
            for (int i = 0; i < voxels.length; i++) {
                bins.add(new Bin((double) i / voxels.length, (i + 1.0) / voxels.length, voxels[i], probabilities[i] / voxels[i],
                        (double) inside[i] / voxels[i]));
            }
            return new ReliabilityCurve(region, bins);
        }
    }
}
