package dev.factorizer.io.transforms;

/**
 * What values lie between.
 *
 * @param least the least
 * @param most the greatest
 */
record ValueRange(float least, float most) {
    static ValueRange of(float[] values, int from, int to) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        return new ValueRange(least, most);
    }

    void clip(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.min(Math.max(values[i], least), most);
        }
    }
}
