package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;

/**
 * Of some values. Sums are taken in blocks that depend on their number alone, so that they have the same bits for any number of
 * threads.
 *
 * @param least the smallest value
 * @param most the greatest value
 * @param mean the mean
 * @param deviation the standard deviation, with n − 1; 0 for one value
 */
record ValueStatistics(float least, float most, double mean, double deviation) {
    private static final int BLOCK = 1 << 15;

    static ValueStatistics of(float[] values) {
        int blocks = Math.ceilDiv(values.length, BLOCK);
        float[] least = new float[blocks];
        float[] most = new float[blocks];
        double[] sums = new double[blocks];
        Threads.each(blocks, BLOCK, block -> {
            int end = (int) Math.min(values.length, (block + 1L) * BLOCK);
            float low = values[block * BLOCK];
            float high = low;
            double sum = 0;
            for (int i = block * BLOCK; i < end; i++) {
                low = Math.min(low, values[i]);
                high = Math.max(high, values[i]);
                sum += values[i];
            }
            least[block] = low;
            most[block] = high;
            sums[block] = sum;
        });
        float low = least[0];
        float high = most[0];
        double sum = 0;
        for (int block = 0; block < blocks; block++) {
            low = Math.min(low, least[block]);
            high = Math.max(high, most[block]);
            sum += sums[block];
        }
        double mean = sum / values.length;
        return new ValueStatistics(low, high, mean, deviation(values, mean, sums));
    }

    private static double deviation(float[] values, double mean, double[] sums) {
        Threads.each(sums.length, BLOCK, block -> {
            int end = (int) Math.min(values.length, (block + 1L) * BLOCK);
            double squares = 0;
            for (int i = block * BLOCK; i < end; i++) {
                double distance = values[i] - mean;
                squares += distance * distance;
            }
            sums[block] = squares;
        });
        double squares = 0;
        for (double part : sums) {
            squares += part;
        }
        return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    }
}
