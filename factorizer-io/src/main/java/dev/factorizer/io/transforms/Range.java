package dev.factorizer.io.transforms;

/**
 * What values lie between.
 *
 * @param least the least
 * @param most the greatest
 */
record Range(float least, float most) {
    static Range of(float[] values, int from, int to) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        return new Range(least, most);
    }

    void clip(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = Math.min(Math.max(values[i], least), most);
        }
    }
}
