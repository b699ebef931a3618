package dev.factorizer.backend.tornado.kernels;

/**
 * The gradients of {@link BranchBodies}. With x̂ the normalized input, a = f(…), d the gradient of f's argument and g that of the
 * result: Σ g aᵀ is the gradient of W₂, Σ g that of b₂, and from M = Σ d x̂ᵀ and s = Σ d follow those of W₁, b₁ and the norm.
 */
public final class BranchGradientBodies {
    private BranchGradientBodies() { }

    /**
     * The rows W x. Settings: items, x (B, C, S), W, from output to output, from input to input, the result (B, O, S), channels C,
     * outputs O, voxels S. An item has 64 voxels of an image.
     */
    public static void linear(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[6];
        int outputs = settings[7];
        int voxels = settings[8];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int image = item / groups;
        int x = settings[1] + image * channels * voxels + first;
        float[] sums = new float[Panels.ROWS * Lanes.COUNT];
        float[] panel = new float[Panels.INNER * Lanes.COUNT];
        int[] places = new int[Panels.INNER];
        for (int o = 0; o < outputs; o += Panels.ROWS) {
            int count = outputs - o < Panels.ROWS ? outputs - o : Panels.ROWS;
            int to = settings[5] + (image * outputs + o) * voxels + first;
            Lanes.put(sums, Panels.ROWS * Lanes.COUNT, 0f);
            for (int c = 0; c < channels; c += Panels.INNER) {
                int inner = channels - c < Panels.INNER ? channels - c : Panels.INNER;
                for (int j = 0; j < inner; j++) {
                    places[j] = (c + j) * settings[4];
                    Lanes.read(memory, x + (c + j) * voxels, width, panel, j * Lanes.COUNT);
                }
                Panels.multiply(memory, settings[2] + o * settings[3], settings[3], places, count, inner, panel, sums);
            }
            for (int k = 0; k < count; k++) {
                Lanes.write(sums, k * Lanes.COUNT, memory, to + k * voxels, width);
            }
        }
    }

    /**
     * The gradient of x from d. Settings: items, x (B, C, S), norm weight, W₁ (H, C), d (B, H, S), g (B, C, S), the result, working
     * memory of 2 C groups an item, channels C, hidden channels H, voxels S, offset of ε. The result may lie over g. An item has 64
     * voxels of an image.
     */
    public static void inputGradient(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[8];
        int hidden = settings[9];
        int voxels = settings[10];
        int groups = Lanes.groups(voxels);
        int first = item % groups * Lanes.COUNT;
        int width = Lanes.width(voxels, first);
        int image = item / groups;
        int place = image * channels * voxels + first;
        int rows = settings[7] + item * 2 * channels * Lanes.COUNT;
        int pulled = rows + channels * Lanes.COUNT;
        float[] scale = new float[Lanes.COUNT];
        float[] sums = new float[Panels.ROWS * Lanes.COUNT];
        float[] values = new float[Panels.INNER * Lanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.normalize(memory, settings[1] + place, voxels, width, channels, memory[settings[11]], rows, Lanes.COUNT, scale);
        clear(memory, pulled, channels);
        for (int h = 0; h < hidden; h += Panels.INNER) {
            int inner = hidden - h < Panels.INNER ? hidden - h : Panels.INNER;
            int from = settings[4] + (image * hidden + h) * voxels + first;
            for (int j = 0; j < inner; j++) {
                Lanes.read(memory, from + j * voxels, width, values, j * Lanes.COUNT);
            }
            ChannelRows.accumulate(memory, settings[3] + h * channels, 1, channels, channels, values, inner, pulled, Lanes.COUNT,
                    places, sums);
        }
        ChannelRows.pullBack(memory, rows, Lanes.COUNT, pulled, settings[2], channels, scale, settings[5] + place,
                settings[6] + place, voxels, width);
    }

    private static void clear(float[] memory, int rows, int count) {
        for (int k = 0; k < count * Lanes.COUNT; k++) {
            memory[rows + k] = 0f;
        }
    }

    /**
     * The branch with GELU, for some groups of one image: a, d, x̂ and g as rows of the slab's length, for the sums, and the gradient
     * of x. Settings: items, x and g of the image at the first group, norm weight, norm bias, W₁, b₁, W₂, the result at the first
     * group or −1, a or −1, d, x̂, g's rows, working memory of C groups an item, channels C, hidden channels H, voxels S, the first
     * voxel, the slab's length, offset of ε, offset of 1, offset of 0. The result may lie over g.
     */
    public static void channelMlp(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[14];
        int hidden = settings[15];
        int voxels = settings[16];
        int length = settings[18];
        int place = item * Lanes.COUNT;
        int width = Lanes.width(voxels, settings[17] + place);
        int rows = settings[11] + place;
        int gradients = settings[12] + place;
        int pulled = settings[13] + item * channels * Lanes.COUNT;
        float[] scale = new float[Lanes.COUNT];
        float[] values = new float[Panels.INNER * Lanes.COUNT];
        float[] slopes = new float[Panels.INNER * Lanes.COUNT];
        float[] panel = new float[Panels.INNER * Lanes.COUNT];
        float[] sums = new float[Panels.ROWS * Lanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.normalize(memory, settings[1] + place, voxels, width, channels, memory[settings[19]], rows, length, scale);
        ChannelRows.gather(memory, settings[2] + place, voxels, width, channels, gradients, length);
        clear(memory, pulled, channels);
        for (int h = 0; h < hidden; h += Panels.INNER) {
            int count = hidden - h < Panels.INNER ? hidden - h : Panels.INNER;
            Panels.begin(memory, settings[6] + h, count, values);
            ChannelRows.product(memory, settings[5] + h * channels, channels, 1, count, rows, length, channels, settings[3],
                    settings[4], 1, panel, places, values);
            Panels.begin(memory, -1, count, slopes);
            ChannelRows.product(memory, settings[7] + h, 1, hidden, count, gradients, length, channels, settings[20], settings[21],
                    0, panel, places, slopes);
            for (int k = 0; k < count * Lanes.COUNT; k++) {
                float x = values[k];
                slopes[k] = slopes[k] * GeluBodies.slope(x);
                values[k] = GeluBodies.of(x);
            }
            if (settings[9] >= 0) {
                for (int k = 0; k < count; k++) {
                    Lanes.write(values, k * Lanes.COUNT, memory, settings[9] + (h + k) * length + place, Lanes.COUNT);
                    Lanes.write(slopes, k * Lanes.COUNT, memory, settings[10] + (h + k) * length + place, Lanes.COUNT);
                }
            }
            if (settings[8] >= 0) {
                ChannelRows.accumulate(memory, settings[5] + h * channels, 1, channels, channels, slopes, count, pulled,
                        Lanes.COUNT, places, sums);
            }
        }
        if (settings[8] >= 0) {
            ChannelRows.pullBack(memory, rows, length, pulled, settings[3], channels, scale, settings[2] + place,
                    settings[8] + place, voxels, width);
        }
    }

    /** The gradient of W₁, M γ + s βᵀ: an item has one element. Settings: items, M, s, norm weight, norm bias, channels, result. */
    public static void firstWeightGradient(int item, float[] memory, int[] integers, int[] settings) {
        int c = item % settings[5];
        memory[settings[6] + item] = memory[settings[1] + item] * memory[settings[3] + c]
                + memory[settings[2] + item / settings[5]] * memory[settings[4] + c];
    }

    /**
     * The gradient of the norm's weight or bias, the sum over rows of W₁ M or W₁ s: an item has one channel. Settings: items, W₁, M
     * or s, from row to row of it, from channel to channel, rows, result.
     */
    public static void normGradient(int item, float[] memory, int[] integers, int[] settings) {
        float sum = 0f;
        for (int h = 0; h < settings[5]; h++) {
            sum += memory[settings[1] + h * settings[0] + item] * memory[settings[2] + h * settings[3] + item * settings[4]];
        }
        memory[settings[6] + item] = sum;
    }
}
