package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Replaces each label of a map by its place in a list, from 0: what MONAI's {@code MapLabelValue} does. Networks number classes that
 * exclude each other without gaps, data sets need not: 0, 1, 2 and 4 become 0, 1, 2 and 3.
 *
 * @param values the labels, each once
 */
public record NumberLabels(List<Integer> values) {
    private static final int MOST = 65535;

    /** Checks and copies the labels. */
    public NumberLabels {
        values = List.copyOf(values);
        if (values.isEmpty() || values.stream().distinct().count() != values.size()
                || values.stream().anyMatch(value -> value < 0 || value > MOST)) {
            throw new IllegalArgumentException("numberLabels: values are " + values + ", expected different labels from 0 to " + MOST);
        }
    }

    /** {@return whether each label is its own number} */
    public boolean isIdentity() {
        return values.equals(IntStream.range(0, values.size()).boxed().toList());
    }

    /**
     * Numbers the voxels. What is below 0, and so no label, stays.
     *
     * @param labels a map of labels
     * @return the same with numbers from 0
     * @throws IllegalArgumentException if a voxel has a label that isn't in the list
     */
    public Volume apply(Volume labels) {
        float[] numbers = new float[values.stream().mapToInt(Integer::intValue).max().orElse(0) + 1];
        Arrays.fill(numbers, -1);
        for (int number = 0; number < values.size(); number++) {
            numbers[values.get(number)] = number;
        }
        return Blocks.map(labels, (from, to, start, end) -> {
            for (int i = start; i < end; i++) {
                to[i] = from[i] < 0 ? from[i] : number(numbers, from[i]);
            }
        });
    }

    private float number(float[] numbers, float label) {
        int at = (int) label;
        if (at != label || at >= numbers.length || numbers[at] < 0) {
            throw new IllegalArgumentException("has a voxel with the label " + (at == label ? String.valueOf(at) : String.valueOf(label))
                    + ", expected those of the classes: " + values);
        }
        return numbers[at];
    }
}
