package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes one map of labels from the probabilities of regions that may overlap: a voxel gets the value of the first region
 * whose probability reaches the threshold, else 0.
 *
 * @param threshold the least probability
 * @param values the label of each channel, 1 to 65535
 * @param order all channels, the one that wins over all others first
 */
public record MergeRegions(double threshold, List<Integer> values, List<Integer> order) {
    /** Checks the settings. */
    public MergeRegions {
        values = List.copyOf(values);
        order = List.copyOf(order);
        if (values.isEmpty() || values.stream().anyMatch(value -> value < 1 || value > 65535)) {
            throw new IllegalArgumentException("mergeRegions: values are " + values
                    + ", expected a label from 1 to 65535 for each channel");
        }
        if (!order.stream().sorted().toList().equals(IntStream.range(0, values.size()).boxed().toList())) {
            throw new IllegalArgumentException("mergeRegions: order is " + order + ", expected each channel from 0 to "
                    + (values.size() - 1) + " once");
        }
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("mergeRegions: threshold is " + threshold + ", expected a finite number");
        }
    }

    /**
     * Regions whose channels are in the order of their precedence.
     *
     * @param threshold the least probability
     * @param values the label of each channel
     */
    public MergeRegions(double threshold, List<Integer> values) {
        this(threshold, values, IntStream.range(0, values.size()).boxed().toList());
    }

    /**
     * Names each voxel.
     *
     * @param probabilities a channel for each region
     * @return one channel of labels on the same grid
     */
    public Volume apply(Volume probabilities) {
        if (probabilities.channels() != values.size()) {
            throw new IllegalArgumentException("mergeRegions: found " + probabilities.channels() + " channels, expected "
                    + values.size());
        }
        int count = probabilities.grid().voxels();
        float[] labels = new float[count];
        for (int channel : order.reversed()) {
            float label = values.get(channel);
            int first = channel * count;
            Blocks.each(0, count, (start, end) -> {
                for (int i = start; i < end; i++) {
                    labels[i] = probabilities.voxels()[first + i] >= threshold ? label : labels[i];
                }
            });
        }
        return probabilities.withVoxels(1, labels);
    }
}
