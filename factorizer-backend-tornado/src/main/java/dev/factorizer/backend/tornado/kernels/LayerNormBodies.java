package dev.factorizer.backend.tornado.kernels;

/**
 * Normalization over the channels at each voxel, and its gradients. An item of the first three has 64 voxels of an image.
 * Weights and biases are given with the step from channel to channel: 0 where one number serves all.
 */
public final class LayerNormBodies {
    private LayerNormBodies() { }

    /** Settings: items, x, weight, bias, their step, y, channels, voxels, offset of ε. The result may lie over x. */
    public static void forward(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[6];
        int voxels = settings[7];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int x = settings[1] + place;
        int y = settings[5] + place;
        float[] mean = new float[Lanes.COUNT];
        float[] scale = new float[Lanes.COUNT];
        statistics(memory, x, voxels, width, channels, memory[settings[8]], mean, scale);
        float[] row = new float[Lanes.COUNT];
        for (int c = 0; c < channels; c++) {
            float gamma = memory[settings[2] + c * settings[4]];
            float beta = memory[settings[3] + c * settings[4]];
            Lanes.read(memory, x + c * voxels, width, row, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                row[l] = (row[l] - mean[l]) * scale[l] * gamma + beta;
            }
            Lanes.write(row, 0, memory, y + c * voxels, width);
        }
    }

    /** Settings: items, x, the means (B, S), followed by 1/√(variance + ε) (B, S), channels, voxels, offset of ε. */
    public static void statistics(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[3];
        int voxels = settings[4];
        int groups = Lanes.groups(voxels);
        int image = item / groups;
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int images = settings[0] / groups;
        float[] mean = new float[Lanes.COUNT];
        float[] scale = new float[Lanes.COUNT];
        statistics(memory, settings[1] + image * channels * voxels + first, voxels, width, channels, memory[settings[5]], mean,
                scale);
        int to = settings[2] + image * voxels + first;
        Lanes.write(mean, 0, memory, to, width);
        Lanes.write(scale, 0, memory, to + images * voxels, width);
    }

    /**
     * Settings: items, x, weight, its step, g, dx, channels, voxels, offset of ε. The result may lie over g.
     *
     * <p>With h = g · weight it is (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + ε).
     */
    public static void inputGradient(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[6];
        int voxels = settings[7];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int x = settings[1] + place;
        int g = settings[4] + place;
        float[] mean = new float[Lanes.COUNT];
        float[] scale = new float[Lanes.COUNT];
        statistics(memory, x, voxels, width, channels, memory[settings[8]], mean, scale);
        float[] sum = new float[Lanes.COUNT];
        float[] slope = new float[Lanes.COUNT];
        float[] row = new float[Lanes.COUNT];
        float[] h = new float[Lanes.COUNT];
        Lanes.put(sum, Lanes.COUNT, 0f);
        Lanes.put(slope, Lanes.COUNT, 0f);
        for (int c = 0; c < channels; c++) {
            float gamma = memory[settings[2] + c * settings[3]];
            Lanes.read(memory, x + c * voxels, width, row, 0);
            Lanes.read(memory, g + c * voxels, width, h, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                float weighted = h[l] * gamma;
                sum[l] += weighted;
                slope[l] += weighted * ((row[l] - mean[l]) * scale[l]);
            }
        }
        for (int l = 0; l < Lanes.COUNT; l++) {
            sum[l] = sum[l] / channels;
            slope[l] = slope[l] / channels;
        }
        for (int c = 0; c < channels; c++) {
            float gamma = memory[settings[2] + c * settings[3]];
            Lanes.read(memory, x + c * voxels, width, row, 0);
            Lanes.read(memory, g + c * voxels, width, h, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                float normalized = (row[l] - mean[l]) * scale[l];
                h[l] = (h[l] * gamma - sum[l] - normalized * slope[l]) * scale[l];
            }
            Lanes.write(h, 0, memory, settings[5] + place + c * voxels, width);
        }
    }

    /**
     * Sums of g · x̂ and of g over a chunk of an image's voxels: an item has one channel of one chunk. Settings: items, x, the
     * means and scales as {@link #statistics} writes them, g, the sums (B · chunks, C, 2), channels, voxels, chunks of an image,
     * voxels of a chunk (a multiple of 64), images.
     */
    public static void parameterSums(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[5];
        int voxels = settings[6];
        int chunks = settings[7];
        int channel = item % channels;
        int image = item / channels / chunks;
        int begin = item / channels % chunks * settings[8];
        int end = begin + settings[8] < voxels ? begin + settings[8] : voxels;
        int row = (image * channels + channel) * voxels;
        int mean = settings[2] + image * voxels;
        int scale = mean + settings[9] * voxels;
        float[] x = new float[Lanes.COUNT];
        float[] g = new float[Lanes.COUNT];
        float[] m = new float[Lanes.COUNT];
        float[] s = new float[Lanes.COUNT];
        float[] product = new float[Lanes.COUNT];
        float[] sum = new float[Lanes.COUNT];
        Lanes.put(product, Lanes.COUNT, 0f);
        Lanes.put(sum, Lanes.COUNT, 0f);
        for (int v = begin; v < end; v += Lanes.COUNT) {
            int width = Lanes.width(voxels, v);
            Lanes.read(memory, settings[1] + row + v, width, x, 0);
            Lanes.read(memory, settings[3] + row + v, width, g, 0);
            Lanes.read(memory, mean + v, width, m, 0);
            Lanes.read(memory, scale + v, width, s, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                product[l] += g[l] * ((x[l] - m[l]) * s[l]);
                sum[l] += g[l];
            }
        }
        memory[settings[4] + item * 2] = Lanes.total(product, 0);
        memory[settings[4] + item * 2 + 1] = Lanes.total(sum, 0);
    }

    /**
     * The sum of each column of a matrix, or of every second, row after row. Settings: items, the first column, rows, from row to
     * row, from column to column, the result.
     */
    public static void columnSums(int item, float[] memory, int[] integers, int[] settings) {
        int at = settings[1] + item * settings[4];
        float sum = 0f;
        for (int row = 0; row < settings[2]; row++) {
            sum += memory[at + row * settings[3]];
        }
        memory[settings[5] + item] = sum;
    }

    /** Mean and 1/√(variance + ε) over the channels, which lie {@code step} apart, of up to 64 voxels. */
    static void statistics(float[] memory, int at, int step, int width, int channels, float epsilon, float[] mean, float[] scale) {
        float[] row = new float[Lanes.COUNT];
        Lanes.put(mean, Lanes.COUNT, 0f);
        Lanes.put(scale, Lanes.COUNT, 0f);
        for (int c = 0; c < channels; c++) {
            Lanes.read(memory, at + c * step, width, row, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                mean[l] += row[l];
            }
        }
        for (int l = 0; l < Lanes.COUNT; l++) {
            mean[l] = mean[l] / channels;
        }
        // Two passes: the variance is exact where mean² is large.
        for (int c = 0; c < channels; c++) {
            Lanes.read(memory, at + c * step, width, row, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                float centered = row[l] - mean[l];
                scale[l] += centered * centered;
            }
        }
        for (int l = 0; l < Lanes.COUNT; l++) {
            scale[l] = 1f / (float) Math.sqrt(scale[l] / channels + epsilon);
        }
    }
}
