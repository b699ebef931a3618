package dev.factorizer.backend.tornado.kernels;

/**
 * Both halves of a Factorizer block but for their factorizations: x + W₂ f(W₁ norm(x) + b₁) + b₂. An item of those that compute
 * has sixteen voxels of an image and working memory of its own.
 */
public final class BranchBodies {
    private BranchBodies() { }

    /**
     * Packs a matrix as {@link PackedRows} reads it, each column times a number: an item has eight outputs at one input. Settings:
     * items, the matrix, from output to output, from input to input, the numbers, their step, outputs, inputs, the packed matrix.
     */
    public static void pack(int item, float[] memory, int[] integers, int[] settings) {
        int inputs = settings[7];
        int input = item % inputs;
        int output = item / inputs * PackedRows.EIGHT;
        float factor = memory[settings[4] + input * settings[5]];
        for (int k = 0; k < PackedRows.EIGHT; k++) {
            float weight = 0f;
            if (output + k < settings[6]) {
                weight = memory[settings[1] + (output + k) * settings[2] + input * settings[3]] * factor;
            }
            memory[settings[8] + item * PackedRows.EIGHT + k] = weight;
        }
    }

    /**
     * A bias with that of the norm before it: b + W β; 0 for items beyond the outputs. Settings: items, W, β, b, its step, outputs,
     * inputs, the result.
     */
    public static void foldBias(int item, float[] memory, int[] integers, int[] settings) {
        float sum = 0f;
        if (item < settings[5]) {
            sum = memory[settings[3] + item * settings[4]];
            for (int c = 0; c < settings[6]; c++) {
                sum += memory[settings[1] + item * settings[6] + c] * memory[settings[2] + c];
            }
        }
        memory[settings[7] + item] = sum;
    }

    /**
     * The rows relu(W norm(x) + b). Settings: items, x, packed W, b, the result (B, O, S), working memory of C groups an item,
     * which keeps the normalised x, channels C, outputs O, voxels S, offset of ε.
     */
    public static void project(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[6];
        int outputs = settings[7];
        int voxels = settings[8];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int image = item / groups;
        int rows = settings[5] + item * channels * Lanes.COUNT;
        float[] scale = new float[Lanes.COUNT];
        float[] sums = new float[PackedRows.SUMS];
        PackedRows.normalize(memory, settings[1] + image * channels * voxels + first, voxels, width, channels,
                memory[settings[9]], rows, scale);
        for (int o = 0; o < outputs; o += PackedRows.EIGHT) {
            PackedRows.products(memory, rows, settings[2] + o * channels, channels, sums);
            int to = settings[4] + (image * outputs + o) * voxels + first;
            int count = outputs - o < PackedRows.EIGHT ? outputs - o : PackedRows.EIGHT;
            for (int k = 0; k < count; k++) {
                float bias = memory[settings[3] + o + k];
                for (int l = 0; l < Lanes.COUNT; l++) {
                    float p = sums[k * Lanes.COUNT + l] + bias;
                    // Written so that a NaN stays one.
                    sums[k * Lanes.COUNT + l] = p < 0f ? 0f : p;
                }
                Lanes.write(sums, k * Lanes.COUNT, memory, to + k * voxels, width);
            }
        }
    }

    /**
     * The rows W x. Settings: items, x (B, C, S), packed W, the result (B, O, S), working memory of C groups an item, channels C,
     * outputs O, voxels S.
     */
    public static void linear(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[5];
        int outputs = settings[6];
        int voxels = settings[7];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int image = item / groups;
        int rows = settings[4] + item * channels * Lanes.COUNT;
        float[] sums = new float[PackedRows.SUMS];
        PackedRows.gather(memory, settings[1] + image * channels * voxels + first, voxels, width, channels, rows);
        for (int o = 0; o < outputs; o += PackedRows.EIGHT) {
            PackedRows.products(memory, rows, settings[2] + o * channels, channels, sums);
            int to = settings[3] + (image * outputs + o) * voxels + first;
            int count = outputs - o < PackedRows.EIGHT ? outputs - o : PackedRows.EIGHT;
            for (int k = 0; k < count; k++) {
                Lanes.write(sums, k * Lanes.COUNT, memory, to + k * voxels, width);
            }
        }
    }

    /**
     * y = x + W z + b. Settings: items, x (B, C, S), z (B, I, S), W packed by inputs, b, y, working memory of C groups an item,
     * channels C, inputs I, voxels S. The result may lie over x.
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
        float[] values = new float[PackedRows.SUMS];
        PackedRows.gather(memory, settings[1] + place, voxels, width, channels, rows);
        for (int i = 0; i < inputs; i += PackedRows.EIGHT) {
            PackedRows.eight(memory, settings[2] + (image * inputs + i) * voxels + first, voxels, inputs - i, width, values);
            PackedRows.accumulate(memory, rows, settings[3] + i * channels, channels, values);
        }
        finish(memory, rows, settings[4], channels, settings[5] + place, voxels, width);
    }

    /** Writes a group of all channels, each with its bias. */
    private static void finish(float[] memory, int rows, int bias, int channels, int to, int step, int width) {
        float[] row = new float[Lanes.COUNT];
        for (int c = 0; c < channels; c++) {
            float number = memory[bias + c];
            for (int l = 0; l < Lanes.COUNT; l++) {
                row[l] = memory[rows + c * Lanes.COUNT + l] + number;
            }
            Lanes.write(row, 0, memory, to + c * step, width);
        }
    }

    /**
     * y = x + W₂ gelu(W₁ norm(x) + b₁) + b₂. Settings: items, x, packed W₁, b₁, W₂ packed by inputs, b₂, y, working memory of
     * 2 C groups an item, channels C, hidden channels, voxels S, offset of ε. The result may lie over x.
     */
    public static void channelMlp(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[8];
        int hidden = settings[9];
        int voxels = settings[10];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int rows = settings[7] + item * 2 * channels * Lanes.COUNT;
        int sum = rows + channels * Lanes.COUNT;
        float[] scale = new float[Lanes.COUNT];
        float[] values = new float[PackedRows.SUMS];
        PackedRows.gather(memory, settings[1] + place, voxels, width, channels, sum);
        PackedRows.normalize(memory, sum, Lanes.COUNT, Lanes.COUNT, channels, memory[settings[11]], rows, scale);
        for (int h = 0; h < hidden; h += PackedRows.EIGHT) {
            PackedRows.products(memory, rows, settings[2] + h * channels, channels, values);
            for (int k = 0; k < PackedRows.EIGHT; k++) {
                float bias = memory[settings[3] + h + k];
                for (int l = 0; l < Lanes.COUNT; l++) {
                    values[k * Lanes.COUNT + l] = GeluBodies.of(values[k * Lanes.COUNT + l] + bias);
                }
            }
            PackedRows.accumulate(memory, sum, settings[4] + h * channels, channels, values);
        }
        finish(memory, sum, settings[5], channels, settings[6] + place, voxels, width);
    }
}
