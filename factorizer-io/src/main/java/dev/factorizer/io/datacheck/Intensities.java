package dev.factorizer.io.datacheck;

import java.util.Arrays;

/**
 * The intensities of a channel in the foreground: where labels are above 0; of a case without them, where the image is not 0.
 *
 * @param mean the mean
 * @param deviation the standard deviation of the population
 * @param minimum the smallest value
 * @param percentile0005 half a percent of the voxels lie below it
 * @param median half of the voxels lie below it
 * @param percentile9995 half a percent of the voxels lie above it
 * @param maximum the largest value
 */
public record Intensities(double mean, double deviation, double minimum, double percentile0005, double median, double percentile9995,
        double maximum) {
    private static final double LOW = 0.005;
    private static final double HIGH = 0.995;

    /** Of samples, at least one; they are sorted. */
    static Intensities of(float[] samples) {
        Arrays.sort(samples);
        double sum = 0;
        for (float value : samples) {
            sum += value;
        }
        double mean = sum / samples.length;
        double squares = 0;
        for (float value : samples) {
            squares += (value - mean) * (value - mean);
        }
        return new Intensities(mean, Math.sqrt(squares / samples.length), samples[0], quantile(samples, LOW), quantile(samples, 0.5),
                quantile(samples, HIGH), samples[samples.length - 1]);
    }

    /** Linear between neighbors, as NumPy's default. */
    private static double quantile(float[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (at - below) * (next - sorted[below]);
    }
}
