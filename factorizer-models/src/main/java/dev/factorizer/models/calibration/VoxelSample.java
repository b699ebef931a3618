package dev.factorizer.models.calibration;

import dev.factorizer.api.operations.Philox;
import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Voxels of validation cases: what a model says about each, and what is there. Of each case so many are drawn that all cases weigh
 * about the same and memory is bounded; which ones is a function of the seed and the case.
 *
 * <p>Voxels that the network didn't see, as it works in a box around the foreground, are none of its predictions and are left out:
 * those where all regions but the background have a probability of exactly 0.
 */
public final class VoxelSample {
    /** Nearest to 0 and to 1 that a probability of float32 is taken for: beyond, its logarithm says nothing. */
    private static final double SMALLEST = 1e-30;
    private static final double LARGEST = 1 - 0x1p-25;
    private static final int DEFAULT_BINS = 15;

    private final List<String> regions;
    private final boolean exclusive;
    /** −1 if there is none. */
    private final int background;
    private final int perCase;
    private final long seed;
    private float[] logits = new float[1024];
    private final BitSet truths = new BitSet();
    private int voxels;
    private int cases;
    private long unseen;
    private long unseenInRegion;

    /**
     * An empty sample.
     *
     * @param labels what the network's channels mean
     * @param perCase how many voxels to draw of each case, about
     * @param seed of the draws
     */
    public VoxelSample(Labels labels, int perCase, long seed) {
        this.regions = labels.regions().stream().map(Region::name).toList();
        this.exclusive = labels.rule() instanceof LabelRule.Exclusive;
        this.background = exclusive ? labels.regions().stream().map(Region::value).toList().indexOf(0) : -1;
        this.perCase = perCase;
        this.seed = seed;
        if (perCase < 1) {
            throw new IllegalArgumentException("calibration: " + perCase + " voxels of each case, expected at least 1");
        }
    }

    /** What is there. */
    public interface Truth {
        /**
         * {@return whether a voxel belongs to a region or class}
         *
         * @param region the network's channel
         * @param voxel its place in memory
         */
        boolean has(int region, int voxel);
    }

    /**
     * Adds voxels of a case.
     *
     * @param probabilities (C, voxels): of each region or class
     * @param truth of the same voxels; of classes it has at most one, and a voxel of none is left out
     */
    public void add(float[] probabilities, Truth truth) {
        if (probabilities.length % regions.size() != 0) {
            throw new IllegalArgumentException("calibration: found " + probabilities.length + " probabilities, expected some for each of "
                    + regions.size() + " regions");
        }
        int count = probabilities.length / regions.size();
        int seen = 0;
        for (int voxel = 0; voxel < count; voxel++) {
            if (isSeen(probabilities, count, voxel)) {
                seen++;
            } else {
                unseen++;
                unseenInRegion += isForeground(truth, voxel) ? 1 : 0;
            }
        }
        double rate = Math.min(1, (double) perCase / seen);
        int[] words = new int[4];
        for (int voxel = 0; voxel < count; voxel++) {
            if (voxel % 4 == 0) {
                Philox.block(seed, voxel / 4, cases, words);
            }
            boolean drawn = (words[voxel % 4] & 0xFFFFFFFFL) < rate * 0x1p32;
            if (drawn && isSeen(probabilities, count, voxel) && (!exclusive || hasClass(truth, voxel))) {
                add(probabilities, count, voxel, truth);
            }
        }
        cases++;
    }

    private boolean isSeen(float[] probabilities, int count, int voxel) {
        for (int region = 0; region < regions.size(); region++) {
            if (region != background && probabilities[region * count + voxel] != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isForeground(Truth truth, int voxel) {
        return IntStream.range(0, regions.size()).anyMatch(region -> region != background && truth.has(region, voxel));
    }

    private boolean hasClass(Truth truth, int voxel) {
        return IntStream.range(0, regions.size()).anyMatch(region -> truth.has(region, voxel));
    }

    private void add(float[] probabilities, int count, int voxel, Truth truth) {
        int start = Math.multiplyExact(voxels, regions.size());
        if (start + regions.size() > logits.length) {
            logits = Arrays.copyOf(logits, Math.addExact(logits.length, logits.length / 2) + regions.size());
        }
        for (int region = 0; region < regions.size(); region++) {
            double p = Math.clamp(probabilities[region * count + voxel], SMALLEST, LARGEST);
            logits[start + region] = (float) (exclusive ? Math.log(p) : Math.log(p) - Math.log1p(-p));
            truths.set(start + region, truth.has(region, voxel));
        }
        voxels++;
    }

    /** {@return how many voxels were drawn} */
    public int voxels() {
        return voxels;
    }

    /** {@return of how many cases} */
    public int cases() {
        return cases;
    }

    /** {@return how many voxels the network didn't see} */
    public long unseen() {
        return unseen;
    }

    /** {@return how many of these belong to a region: what no calibration can help} */
    public long unseenInRegion() {
        return unseenInRegion;
    }

    /**
     * The mean negative log-likelihood of the truth, over voxels and, of regions that may overlap, over these.
     *
     * @param temperature what logits are divided by
     * @return nats
     */
    public double negativeLogLikelihood(double temperature) {
        requireVoxels();
        double sum = 0;
        double[] probabilities = new double[regions.size()];
        for (int voxel = 0; voxel < voxels; voxel++) {
            int start = voxel * regions.size();
            if (exclusive) {
                double most = largest(start) / temperature;
                double powers = 0;
                double there = 0;
                for (int region = 0; region < probabilities.length; region++) {
                    double logit = logits[start + region] / temperature;
                    powers += Math.exp(logit - most);
                    there += truths.get(start + region) ? logit - most : 0;
                }
                sum += Math.log(powers) - there;
            } else {
                for (int region = 0; region < probabilities.length; region++) {
                    double logit = logits[start + region] / temperature;
                    double wrong = truths.get(start + region) ? -logit : logit;
                    sum += Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(wrong)));
                }
            }
        }
        return sum / voxels / (exclusive ? 1 : regions.size());
    }

    /**
     * The derivative of {@link #negativeLogLikelihood} by 1 / temperature, which never falls, up to a positive factor: the mean of logit
     * times probability minus the mean of the logits that are there.
     */
    double slope(double temperature) {
        double sum = 0;
        double[] probabilities = new double[regions.size()];
        for (int voxel = 0; voxel < voxels; voxel++) {
            int start = voxel * regions.size();
            probabilities(start, temperature, probabilities);
            for (int region = 0; region < probabilities.length; region++) {
                sum += logits[start + region] * (probabilities[region] - (truths.get(start + region) ? 1 : 0));
            }
        }
        return sum / voxels;
    }

    void requireVoxels() {
        if (voxels == 0) {
            throw new IllegalArgumentException("calibration: no voxel was drawn from " + cases
                    + " cases, expected cases of which the network sees something and the truth is known");
        }
    }

    private float largest(int start) {
        float most = logits[start];
        for (int region = 1; region < regions.size(); region++) {
            most = Math.max(most, logits[start + region]);
        }
        return most;
    }

    private void probabilities(int start, double temperature, double[] probabilities) {
        double most = exclusive ? largest(start) / temperature : 0;
        double sum = 0;
        for (int region = 0; region < probabilities.length; region++) {
            double logit = logits[start + region] / temperature;
            probabilities[region] = exclusive ? Math.exp(logit - most) : 1 / (1 + Math.exp(-logit));
            sum += probabilities[region];
        }
        for (int region = 0; exclusive && region < probabilities.length; region++) {
            probabilities[region] /= sum;
        }
    }

    /**
     * The reliability curve of each region or class in 15 bins.
     *
     * @param temperature what logits are divided by
     * @return a curve for each, in their order
     */
    public List<ReliabilityCurve> curves(double temperature) {
        requireVoxels();
        List<ReliabilityCurve.Counter> counters = new ArrayList<>();
        regions.forEach(region -> counters.add(new ReliabilityCurve.Counter(DEFAULT_BINS)));
        double[] probabilities = new double[regions.size()];
        for (int voxel = 0; voxel < voxels; voxel++) {
            int start = voxel * regions.size();
            probabilities(start, temperature, probabilities);
            for (int region = 0; region < probabilities.length; region++) {
                counters.get(region).add(probabilities[region], truths.get(start + region));
            }
        }
        List<ReliabilityCurve> curves = new ArrayList<>();
        for (int region = 0; region < regions.size(); region++) {
            curves.add(counters.get(region).curve(regions.get(region)));
        }
        return curves;
    }
}
