package dev.factorizer.backend.tornado.kernels;

/**
 * Both halves of a Factorizer block but for their factorizations: x + W₂ f(W₁ norm(x) + b₁) + b₂. An item has 64 voxels of an
 * image and working memory of its own.
 */
public final class BranchBodies {
    private BranchBodies() { }

    /**
     * The rows relu(W norm(x)). Settings: items, x, norm weight, norm bias, W, the result (B, O, S), the normalized x (B, C,
     * groups · 64), channels C, outputs O, voxels S, offset of ε.
     */
    public static void project(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[7];
        int outputs = settings[8];
        int voxels = settings[9];
        int groups = Lanes.groups(voxels);
        int image = item / groups;
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int length = groups * Lanes.COUNT;
        int rows = settings[6] + image * channels * length + first;
        float[] scale = new float[Lanes.COUNT];
        float[] sums = new float[Panels.ROWS * Lanes.COUNT];
        float[] panel = new float[Panels.INNER * Lanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.normalize(memory, settings[1] + image * channels * voxels + first, voxels, width, channels,
                memory[settings[10]], rows, length, scale);
        for (int o = 0; o < outputs; o += Panels.ROWS) {
            int count = outputs - o < Panels.ROWS ? outputs - o : Panels.ROWS;
            int to = settings[5] + (image * outputs + o) * voxels + first;
            Lanes.put(sums, Panels.ROWS * Lanes.COUNT, 0f);
            ChannelRows.product(memory, settings[4] + o * channels, channels, 1, count, rows, length, channels, settings[2],
                    settings[3], 1, panel, places, sums);
            for (int k = 0; k < count * Lanes.COUNT; k++) {
                // Written so that a NaN stays one.
                sums[k] = sums[k] < 0f ? 0f : sums[k];
            }
            for (int k = 0; k < count; k++) {
                Lanes.write(sums, k * Lanes.COUNT, memory, to + k * voxels, width);
            }
        }
    }

    /**
     * y = x + W z + b. Settings: items, x (B, C, S), z (B, I, S), W, b, y, working memory of C groups an item, channels C, inputs I,
     * voxels S. The result may lie over x.
     */
    public static void output(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[7];
        int inputs = settings[8];
        int voxels = settings[9];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int image = item / groups;
        int place = image * channels * voxels + first;
        int rows = settings[6] + item * channels * Lanes.COUNT;
        float[] sums = new float[Panels.ROWS * Lanes.COUNT];
        float[] values = new float[Panels.INNER * Lanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.gather(memory, settings[1] + place, voxels, width, channels, rows, Lanes.COUNT);
        for (int i = 0; i < inputs; i += Panels.INNER) {
            int inner = inputs - i < Panels.INNER ? inputs - i : Panels.INNER;
            int from = settings[2] + (image * inputs + i) * voxels + first;
            for (int j = 0; j < inner; j++) {
                Lanes.read(memory, from + j * voxels, width, values, j * Lanes.COUNT);
            }
            ChannelRows.accumulate(memory, settings[3] + i, inputs, 1, channels, values, inner, rows, Lanes.COUNT, places, sums);
        }
        finish(memory, rows, settings[4], channels, settings[5] + place, voxels, width);
    }

    /** Writes a group of all channels, each with its bias. */
    private static void finish(float[] memory, int rows, int bias, int channels, int to, int step, int width) {
        float[] row = new float[Lanes.COUNT];
        for (int c = 0; c < channels; c++) {
            float number = memory[bias + c];
            Lanes.read(memory, rows + c * Lanes.COUNT, Lanes.COUNT, row, 0);
            for (int l = 0; l < Lanes.COUNT; l++) {
                row[l] += number;
            }
            Lanes.write(row, 0, memory, to + c * step, width);
        }
    }

    /**
     * y = x + W₂ gelu(W₁ norm(x) + b₁) + b₂, 32 hidden channels at a time. Settings: items, x, norm weight, norm bias, W₁, b₁, W₂,
     * b₂, y, working memory of 2 C groups an item, channels C, hidden channels H, voxels S, offset of ε. The result may lie over x.
     */
    public static void channelMlp(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[10];
        int hidden = settings[11];
        int voxels = settings[12];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int rows = settings[9] + item * 2 * channels * Lanes.COUNT;
        int sum = rows + channels * Lanes.COUNT;
        float[] scale = new float[Lanes.COUNT];
        float[] values = new float[Panels.INNER * Lanes.COUNT];
        float[] panel = new float[Panels.INNER * Lanes.COUNT];
        float[] sums = new float[Panels.ROWS * Lanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.gather(memory, settings[1] + place, voxels, width, channels, sum, Lanes.COUNT);
        ChannelRows.normalize(memory, sum, Lanes.COUNT, Lanes.COUNT, channels, memory[settings[13]], rows, Lanes.COUNT, scale);
        for (int h = 0; h < hidden; h += Panels.INNER) {
            int count = hidden - h < Panels.INNER ? hidden - h : Panels.INNER;
            Panels.begin(memory, settings[5] + h, count, values);
            ChannelRows.product(memory, settings[4] + h * channels, channels, 1, count, rows, Lanes.COUNT, channels, settings[2],
                    settings[3], 1, panel, places, values);
            for (int k = 0; k < count * Lanes.COUNT; k++) {
                values[k] = GeluBodies.of(values[k]);
            }
            ChannelRows.accumulate(memory, settings[6] + h, hidden, 1, channels, values, count, sum, Lanes.COUNT, places, sums);
        }
        finish(memory, sum, settings[7], channels, settings[8] + place, voxels, width);
    }
}
