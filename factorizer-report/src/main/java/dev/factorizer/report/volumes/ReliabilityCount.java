package dev.factorizer.report.volumes;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.calibration.ReliabilityCurve;
import dev.factorizer.models.evaluation.LabelRegion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts how often a region is there where a model says so with some probability, over all voxels of cases that the network saw. Which
 * channel of the probabilities is which region is told from the predictions: it is the one that is above one half where the region was
 * found.
 */
public final class ReliabilityCount {
    private static final int BINS = 15;
    /** How well a channel above one half must overlap with a region to be taken for it. */
    private static final double LEAST_OVERLAP = 0.8;

    private final List<Channel> channels = new ArrayList<>();
    private final Map<Integer, Long> predicted = new LinkedHashMap<>();

    /** Nothing yet. */
    public ReliabilityCount() { }

    /** What was counted of a channel. */
    private static final class Channel {
        private final long[] voxels = new long[BINS];
        private final double[] probabilities = new double[BINS];
        /** By the label of the truth. */
        private final Map<Integer, long[]> inside = new LinkedHashMap<>();
        /** By the label of the prediction, where the channel is above one half. */
        private final Map<Integer, Long> likely = new LinkedHashMap<>();

        void add(float probability, int truth, int prediction) {
            int bin = Math.min((int) (probability * BINS), BINS - 1);
            voxels[bin]++;
            probabilities[bin] += probability;
            inside.computeIfAbsent(truth, _ -> new long[BINS])[bin]++;
            if (probability > 0.5f) {
                likely.merge(prediction, 1L, Long::sum);
            }
        }

        double overlap(Set<Integer> labels, long predicted) {
            long both = 0;
            long all = predicted;
            for (Map.Entry<Integer, Long> one : likely.entrySet()) {
                both += labels.contains(one.getKey()) ? one.getValue() : 0;
                all += one.getValue();
            }
            return all == 0 ? 0 : 2.0 * both / all;
        }

        ReliabilityCurve curve(String region, Set<Integer> labels) {
            long[] found = new long[BINS];
            inside.forEach((label, counts) -> {
                for (int bin = 0; labels.contains(label) && bin < BINS; bin++) {
                    found[bin] += counts[bin];
                }
            });
            List<ReliabilityCurve.Bin> bins = new ArrayList<>();
            for (int bin = 0; bin < BINS; bin++) {
                bins.add(new ReliabilityCurve.Bin((double) bin / BINS, (bin + 1.0) / BINS, voxels[bin], probabilities[bin] / voxels[bin],
                        (double) found[bin] / voxels[bin]));
            }
            return new ReliabilityCurve(region, bins);
        }
    }

    /**
     * Adds a case. Voxels where no channel has a probability above 0 were not seen by the network and are left out.
     *
     * @param probabilities a channel for each region or class, 0 to 1
     * @param truth one channel of labels, on the same grid
     * @param prediction one channel of labels, on the same grid
     * @throws IllegalArgumentException if the number of channels is another than that of the cases before, or a value is no probability
     */
    public void add(Volume probabilities, Volume truth, Volume prediction) {
        int count = probabilities.grid().voxels();
        if (!channels.isEmpty() && channels.size() != probabilities.channels()) {
            throw new IllegalArgumentException("reliability: found " + probabilities.channels() + " channels of probabilities, expected "
                    + channels.size() + " as in the cases before");
        }
        while (channels.size() < probabilities.channels()) {
            channels.add(new Channel());
        }
        float[] values = probabilities.voxels();
        for (int voxel = 0; voxel < count; voxel++) {
            boolean seen = false;
            for (int channel = 0; channel < channels.size(); channel++) {
                float value = values[channel * count + voxel];
                if (!(value >= 0 && value <= 1 + 1e-4f)) {
                    throw new IllegalArgumentException("reliability: found the value " + value + ", expected probabilities from 0 to 1");
                }
                seen |= value > 0;
            }
            int label = (int) prediction.voxels()[voxel];
            predicted.merge(label, 1L, Long::sum);
            for (int channel = 0; seen && channel < channels.size(); channel++) {
                channels.get(channel).add(values[channel * count + voxel], (int) truth.voxels()[voxel], label);
            }
        }
    }

    /**
     * {@return the curve of each region whose channel was told}
     *
     * @param regions what was evaluated
     */
    public List<ReliabilityCurve> curves(List<LabelRegion> regions) {
        List<ReliabilityCurve> curves = new ArrayList<>();
        told(regions).forEach((region, channel) -> curves.add(channel.curve(region.name(), region.labels())));
        return curves;
    }

    private Map<LabelRegion, Channel> told(List<LabelRegion> regions) {
        Map<LabelRegion, Channel> told = new LinkedHashMap<>();
        regions.forEach(region -> channel(region.labels(), told.values()).ifPresent(channel -> told.put(region, channel)));
        return told;
    }

    /**
     * {@return for each channel the region it was told to be; empty for one that is none of them}
     *
     * @param regions what was evaluated
     */
    public List<String> names(List<LabelRegion> regions) {
        String[] names = new String[channels.size()];
        Arrays.fill(names, "");
        told(regions).forEach((region, channel) -> names[channels.indexOf(channel)] = region.name());
        return List.of(names);
    }

    private Optional<Channel> channel(Set<Integer> labels, Collection<Channel> taken) {
        long voxels = predicted.entrySet().stream().filter(one -> labels.contains(one.getKey())).mapToLong(Map.Entry::getValue).sum();
        Channel best = null;
        double most = LEAST_OVERLAP;
        for (Channel channel : channels) {
            double overlap = channel.overlap(labels, voxels);
            if (!taken.contains(channel) && overlap >= most && (best == null || overlap > most)) {
                best = channel;
                most = overlap;
            }
        }
        return Optional.ofNullable(best);
    }
}
