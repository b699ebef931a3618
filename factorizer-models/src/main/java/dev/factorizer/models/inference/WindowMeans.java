package dev.factorizer.models.inference;

/** Makes means of sums: each pass is divided by its own weights, and then the passes are averaged. */
final class WindowMeans {
    private WindowMeans() { }

    /**
     * One row of all channels.
     *
     * @param passes a plane of sums for each pass, (O + 1, Y, Z)
     * @param outputs O
     * @param plane Y·Z
     * @param at where the row begins in a channel
     * @param means receives the means (O, count)
     * @param count the row's length
     */
    static void row(float[][] passes, int outputs, int plane, int at, float[] means, int count) {
        double[] sum = new double[count];
        float[] weight = new float[count];
        float[] value = new float[count];
        for (int channel = 0; channel < outputs; channel++) {
            for (int pass = 0; pass < passes.length; pass++) {
                System.arraycopy(passes[pass], outputs * plane + at, weight, 0, count);
                System.arraycopy(passes[pass], channel * plane + at, value, 0, count);
                for (int i = 0; i < value.length; i++) {
                    value[i] /= weight[i];
                }
                if (passes.length > 1) {
                    add(value, sum, pass == 0);
                }
            }
            if (passes.length > 1) {
                for (int i = 0; i < value.length; i++) {
                    value[i] = (float) (sum[i] / passes.length);
                }
            }
            System.arraycopy(value, 0, means, channel * count, count);
        }
    }

    private static void add(float[] value, double[] sum, boolean first) {
        for (int i = 0; i < value.length; i++) {
            sum[i] = first ? value[i] : sum[i] + value[i];
        }
    }
}
