package dev.factorizer.backend.tornado.kernels.normalization;

import dev.factorizer.backend.tornado.kernels.blocks.VectorLanes;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Normalization over the channels at each voxel, and its gradients. An item of the first three has 64 voxels of an image.
 * Weights and biases are given with the step from channel to channel: 0 where one number serves all.
 */
public final class LayerNormKernels {
    /** Settings of {@link #layerNorm}. */
    public interface Forward extends KernelSettings {
        int X = 1;
        int WEIGHT = 2;
        int BIAS = 3;
        /** From channel to channel of weight and bias, 0 where one number serves all. */
        int AFFINE_STEP = 4;
        /** May be x. */
        int Y = 5;
        int CHANNELS = 6;
        int VOXELS = 7;
        /** Offset of ε. */
        int EPSILON = 8;
    }

    /** Settings of {@link #layerNormStatistics}. */
    public interface Statistics extends KernelSettings {
        int X = 1;
        /** (B, S), followed by 1/√(variance + ε) (B, S). */
        int MEANS = 2;
        int CHANNELS = 3;
        int VOXELS = 4;
        /** Offset of ε. */
        int EPSILON = 5;
    }

    /** Settings of {@link #layerNormInputGradient}. */
    public interface InputGradient extends KernelSettings {
        int X = 1;
        int WEIGHT = 2;
        /** From channel to channel, 0 where one number serves all. */
        int WEIGHT_STEP = 3;
        int G = 4;
        /** May be g. */
        int RESULT = 5;
        int CHANNELS = 6;
        int VOXELS = 7;
        /** Offset of ε. */
        int EPSILON = 8;
    }

    /** Settings of {@link #layerNormParameterSums}. */
    public interface ParameterSums extends KernelSettings {
        int X = 1;
        /** As {@link #layerNormStatistics} writes them. */
        int MEANS = 2;
        int G = 3;
        /** (B · chunks, C, 2). */
        int SUMS = 4;
        int CHANNELS = 5;
        int VOXELS = 6;
        /** Of an image. */
        int CHUNKS = 7;
        /** Voxels of a chunk, a multiple of 64. */
        int CHUNK = 8;
        int IMAGES = 9;
    }

    /** Settings of {@link #columnSums}. */
    public interface ColumnSums extends KernelSettings {
        /** The first column. */
        int FIRST = 1;
        int ROWS = 2;
        /** From row to row. */
        int ROW_STEP = 3;
        /** From column to column. */
        int COLUMN_STEP = 4;
        int Y = 5;
    }

    private LayerNormKernels() { }

    /** The result may lie over x. */
    public static void layerNorm(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[Forward.CHANNELS];
        int voxels = settings[Forward.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int x = settings[Forward.X] + place;
        int y = settings[Forward.Y] + place;
        float[] mean = new float[VectorLanes.COUNT];
        float[] scale = new float[VectorLanes.COUNT];
        statistics(memory, x, voxels, width, channels, memory[settings[Forward.EPSILON]], mean, scale);
        float[] row = new float[VectorLanes.COUNT];
        for (int c = 0; c < channels; c++) {
            float gamma = memory[settings[Forward.WEIGHT] + c * settings[Forward.AFFINE_STEP]];
            float beta = memory[settings[Forward.BIAS] + c * settings[Forward.AFFINE_STEP]];
            VectorLanes.read(memory, x + c * voxels, width, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                row[l] = (row[l] - mean[l]) * scale[l] * gamma + beta;
            }
            VectorLanes.write(row, 0, memory, y + c * voxels, width);
        }
    }

    public static void layerNormStatistics(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[Statistics.CHANNELS];
        int voxels = settings[Statistics.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int image = item / groups;
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int images = settings[Statistics.ITEMS] / groups;
        float[] mean = new float[VectorLanes.COUNT];
        float[] scale = new float[VectorLanes.COUNT];
        statistics(memory, settings[Statistics.X] + image * channels * voxels + first, voxels, width, channels,
                memory[settings[Statistics.EPSILON]], mean, scale);
        int to = settings[Statistics.MEANS] + image * voxels + first;
        VectorLanes.write(mean, 0, memory, to, width);
        VectorLanes.write(scale, 0, memory, to + images * voxels, width);
    }

    /**
     * The result may lie over g.
     *
     * <p>With h = g · weight it is (h − mean(h) − x̂ · mean(h · x̂)) / √(variance + ε).
     */
    public static void layerNormInputGradient(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[InputGradient.CHANNELS];
        int voxels = settings[InputGradient.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int x = settings[InputGradient.X] + place;
        int g = settings[InputGradient.G] + place;
        float[] mean = new float[VectorLanes.COUNT];
        float[] scale = new float[VectorLanes.COUNT];
        statistics(memory, x, voxels, width, channels, memory[settings[InputGradient.EPSILON]], mean, scale);
        float[] sum = new float[VectorLanes.COUNT];
        float[] slope = new float[VectorLanes.COUNT];
        float[] row = new float[VectorLanes.COUNT];
        float[] h = new float[VectorLanes.COUNT];
        VectorLanes.put(sum, VectorLanes.COUNT, 0f);
        VectorLanes.put(slope, VectorLanes.COUNT, 0f);
        for (int c = 0; c < channels; c++) {
            float gamma = memory[settings[InputGradient.WEIGHT] + c * settings[InputGradient.WEIGHT_STEP]];
            VectorLanes.read(memory, x + c * voxels, width, row, 0);
            VectorLanes.read(memory, g + c * voxels, width, h, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                float weighted = h[l] * gamma;
                sum[l] += weighted;
                slope[l] += weighted * ((row[l] - mean[l]) * scale[l]);
            }
        }
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            sum[l] = sum[l] / channels;
            slope[l] = slope[l] / channels;
        }
        for (int c = 0; c < channels; c++) {
            float gamma = memory[settings[InputGradient.WEIGHT] + c * settings[InputGradient.WEIGHT_STEP]];
            VectorLanes.read(memory, x + c * voxels, width, row, 0);
            VectorLanes.read(memory, g + c * voxels, width, h, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                float normalized = (row[l] - mean[l]) * scale[l];
                h[l] = (h[l] * gamma - sum[l] - normalized * slope[l]) * scale[l];
            }
            VectorLanes.write(h, 0, memory, settings[InputGradient.RESULT] + place + c * voxels, width);
        }
    }

    /** Sums of g · x̂ and of g over a chunk of an image's voxels: an item has one channel of one chunk. */
    public static void layerNormParameterSums(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[ParameterSums.CHANNELS];
        int voxels = settings[ParameterSums.VOXELS];
        int chunks = settings[ParameterSums.CHUNKS];
        int channel = item % channels;
        int image = item / channels / chunks;
        int begin = item / channels % chunks * settings[ParameterSums.CHUNK];
        int end = begin + settings[ParameterSums.CHUNK] < voxels ? begin + settings[ParameterSums.CHUNK] : voxels;
        int row = (image * channels + channel) * voxels;
        int mean = settings[ParameterSums.MEANS] + image * voxels;
        int scale = mean + settings[ParameterSums.IMAGES] * voxels;
        float[] x = new float[VectorLanes.COUNT];
        float[] g = new float[VectorLanes.COUNT];
        float[] m = new float[VectorLanes.COUNT];
        float[] s = new float[VectorLanes.COUNT];
        float[] product = new float[VectorLanes.COUNT];
        float[] sum = new float[VectorLanes.COUNT];
        VectorLanes.put(product, VectorLanes.COUNT, 0f);
        VectorLanes.put(sum, VectorLanes.COUNT, 0f);
        for (int v = begin; v < end; v += VectorLanes.COUNT) {
            int width = VectorLanes.width(voxels, v);
            VectorLanes.read(memory, settings[ParameterSums.X] + row + v, width, x, 0);
            VectorLanes.read(memory, settings[ParameterSums.G] + row + v, width, g, 0);
            VectorLanes.read(memory, mean + v, width, m, 0);
            VectorLanes.read(memory, scale + v, width, s, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                product[l] += g[l] * ((x[l] - m[l]) * s[l]);
                sum[l] += g[l];
            }
        }
        memory[settings[ParameterSums.SUMS] + item * 2] = VectorLanes.total(product, 0);
        memory[settings[ParameterSums.SUMS] + item * 2 + 1] = VectorLanes.total(sum, 0);
    }

    /** The sum of each column of a matrix, or of every second, row after row. */
    public static void columnSums(int item, float[] memory, int[] integers, int[] settings) {
        int at = settings[ColumnSums.FIRST] + item * settings[ColumnSums.COLUMN_STEP];
        float sum = 0f;
        for (int row = 0; row < settings[ColumnSums.ROWS]; row++) {
            sum += memory[at + row * settings[ColumnSums.ROW_STEP]];
        }
        memory[settings[ColumnSums.Y] + item] = sum;
    }

    /** Mean and 1/√(variance + ε) over the channels, which lie {@code step} apart, of up to 64 voxels. */
    public static void statistics(float[] memory, int at, int step, int width, int channels, float epsilon, float[] mean,
            float[] scale) {
        float[] row = new float[VectorLanes.COUNT];
        VectorLanes.put(mean, VectorLanes.COUNT, 0f);
        VectorLanes.put(scale, VectorLanes.COUNT, 0f);
        for (int c = 0; c < channels; c++) {
            VectorLanes.read(memory, at + c * step, width, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                mean[l] += row[l];
            }
        }
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            mean[l] = mean[l] / channels;
        }
        // Two passes: the variance is exact where mean² is large.
        for (int c = 0; c < channels; c++) {
            VectorLanes.read(memory, at + c * step, width, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                float centered = row[l] - mean[l];
                scale[l] += centered * centered;
            }
        }
        for (int l = 0; l < VectorLanes.COUNT; l++) {
            scale[l] = 1f / (float) Math.sqrt(scale[l] / channels + epsilon);
        }
    }
}
