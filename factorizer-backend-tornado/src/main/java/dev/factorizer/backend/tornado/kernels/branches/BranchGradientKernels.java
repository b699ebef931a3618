package dev.factorizer.backend.tornado.kernels.branches;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.blocks.VectorLanes;
import dev.factorizer.backend.tornado.kernels.functions.GeluFunction;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * The gradients of {@link BranchKernels}. With x̂ the normalized input, a = f(…), d the gradient of f's argument and g that of the
 * result: Σ g aᵀ is the gradient of W₂, Σ g that of b₂, and from M = Σ d x̂ᵀ and s = Σ d follow those of W₁, b₁ and the norm.
 */
public final class BranchGradientKernels {
    /** Settings of {@link #branchLinear}. */
    public interface Linear extends KernelSettings {
        /** (B, C, S). */
        int X = 1;
        int WEIGHT = 2;
        /** From output to output of the weight. */
        int OUTPUT_STEP = 3;
        /** From input to input of the weight. */
        int INPUT_STEP = 4;
        /** (B, O, S). */
        int Y = 5;
        int CHANNELS = 6;
        int OUTPUTS = 7;
        int VOXELS = 8;
    }

    /** Settings of {@link #branchInputGradient}. */
    public interface InputGradient extends KernelSettings {
        int X = 1;
        int NORM_WEIGHT = 2;
        /** W₁ (H, C). */
        int FIRST_WEIGHT = 3;
        /** (B, H, S). */
        int D = 4;
        /** (B, C, S). */
        int G = 5;
        /** May be g. */
        int RESULT = 6;
        /** 2 C groups per item. */
        int WORKSPACE = 7;
        int CHANNELS = 8;
        int HIDDEN = 9;
        int VOXELS = 10;
        /** Offset of ε. */
        int EPSILON = 11;
    }

    /** Settings of {@link #channelMlpGradient}. */
    public interface ChannelMlp extends KernelSettings {
        /** Of the image, at the first group. */
        int X = 1;
        /** Of the image, at the first group. */
        int G = 2;
        int NORM_WEIGHT = 3;
        int NORM_BIAS = 4;
        int FIRST_WEIGHT = 5;
        int FIRST_BIAS = 6;
        int SECOND_WEIGHT = 7;
        /** At the first group, or −1; may be g. */
        int RESULT = 8;
        /** Rows of the slab's length, or −1. */
        int A = 9;
        /** As a. */
        int D = 10;
        /** x̂, as a. */
        int NORMALIZED = 11;
        /** g, as a. */
        int G_ROWS = 12;
        /** C groups per item. */
        int WORKSPACE = 13;
        int CHANNELS = 14;
        int HIDDEN = 15;
        int VOXELS = 16;
        int FIRST_VOXEL = 17;
        /** The slab's. */
        int LENGTH = 18;
        /** Offset of ε. */
        int EPSILON = 19;
        /** Offset of 1. */
        int ONE = 20;
        /** Offset of 0. */
        int ZERO = 21;
    }

    /** Settings of {@link #branchFirstWeightGradient}. */
    public interface FirstWeight extends KernelSettings {
        int M = 1;
        int S = 2;
        int NORM_WEIGHT = 3;
        int NORM_BIAS = 4;
        int CHANNELS = 5;
        int RESULT = 6;
    }

    /** Settings of {@link #branchNormGradient}. */
    public interface Norm extends KernelSettings {
        int FIRST_WEIGHT = 1;
        /** M or s. */
        int SUMS = 2;
        /** From row to row of the sums. */
        int ROW_STEP = 3;
        /** From channel to channel of the sums. */
        int CHANNEL_STEP = 4;
        int ROWS = 5;
        int RESULT = 6;
    }

    private BranchGradientKernels() { }

    /** The rows W x. An item has 64 voxels of an image. */
    public static void branchLinear(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[Linear.CHANNELS];
        int outputs = settings[Linear.OUTPUTS];
        int voxels = settings[Linear.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int image = item / groups;
        int x = settings[Linear.X] + image * channels * voxels + first;
        float[] sums = new float[Panels.ROWS * VectorLanes.COUNT];
        float[] panel = new float[Panels.INNER * VectorLanes.COUNT];
        int[] places = new int[Panels.INNER];
        for (int o = 0; o < outputs; o += Panels.ROWS) {
            int count = outputs - o < Panels.ROWS ? outputs - o : Panels.ROWS;
            int to = settings[Linear.Y] + (image * outputs + o) * voxels + first;
            VectorLanes.put(sums, Panels.ROWS * VectorLanes.COUNT, 0f);
            for (int c = 0; c < channels; c += Panels.INNER) {
                int inner = channels - c < Panels.INNER ? channels - c : Panels.INNER;
                for (int j = 0; j < inner; j++) {
                    places[j] = (c + j) * settings[Linear.INPUT_STEP];
                    VectorLanes.read(memory, x + (c + j) * voxels, width, panel, j * VectorLanes.COUNT);
                }
                Panels.multiply(memory, settings[Linear.WEIGHT] + o * settings[Linear.OUTPUT_STEP],
                        settings[Linear.OUTPUT_STEP], places, count, inner, panel, sums);
            }
            for (int k = 0; k < count; k++) {
                VectorLanes.write(sums, k * VectorLanes.COUNT, memory, to + k * voxels, width);
            }
        }
    }

    /** The gradient of x from d. The result may lie over g. An item has 64 voxels of an image. */
    public static void branchInputGradient(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[InputGradient.CHANNELS];
        int hidden = settings[InputGradient.HIDDEN];
        int voxels = settings[InputGradient.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int image = item / groups;
        int place = image * channels * voxels + first;
        int rows = settings[InputGradient.WORKSPACE] + item * 2 * channels * VectorLanes.COUNT;
        int pulled = rows + channels * VectorLanes.COUNT;
        float[] scale = new float[VectorLanes.COUNT];
        float[] sums = new float[Panels.ROWS * VectorLanes.COUNT];
        float[] values = new float[Panels.INNER * VectorLanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.normalize(memory, settings[InputGradient.X] + place, voxels, width, channels,
                memory[settings[InputGradient.EPSILON]], rows, VectorLanes.COUNT, scale);
        clear(memory, pulled, channels);
        for (int h = 0; h < hidden; h += Panels.INNER) {
            int inner = hidden - h < Panels.INNER ? hidden - h : Panels.INNER;
            int from = settings[InputGradient.D] + (image * hidden + h) * voxels + first;
            for (int j = 0; j < inner; j++) {
                VectorLanes.read(memory, from + j * voxels, width, values, j * VectorLanes.COUNT);
            }
            ChannelRows.accumulate(memory, settings[InputGradient.FIRST_WEIGHT] + h * channels, 1, channels, channels, values,
                    inner, pulled, VectorLanes.COUNT, places, sums);
        }
        ChannelRows.pullBack(memory, rows, VectorLanes.COUNT, pulled, settings[InputGradient.NORM_WEIGHT], channels, scale,
                settings[InputGradient.G] + place, settings[InputGradient.RESULT] + place, voxels, width);
    }

    private static void clear(float[] memory, int rows, int count) {
        for (int k = 0; k < count * VectorLanes.COUNT; k++) {
            memory[rows + k] = 0f;
        }
    }

    /**
     * The branch with GELU, for some groups of one image: a, d, x̂ and g as rows of the slab's length, for the sums, and the
     * gradient of x. The result may lie over g.
     */
    public static void channelMlpGradient(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[ChannelMlp.CHANNELS];
        int hidden = settings[ChannelMlp.HIDDEN];
        int voxels = settings[ChannelMlp.VOXELS];
        int length = settings[ChannelMlp.LENGTH];
        int place = item * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, settings[ChannelMlp.FIRST_VOXEL] + place);
        int rows = settings[ChannelMlp.NORMALIZED] + place;
        int gradients = settings[ChannelMlp.G_ROWS] + place;
        int pulled = settings[ChannelMlp.WORKSPACE] + item * channels * VectorLanes.COUNT;
        float[] scale = new float[VectorLanes.COUNT];
        float[] values = new float[Panels.INNER * VectorLanes.COUNT];
        float[] slopes = new float[Panels.INNER * VectorLanes.COUNT];
        float[] panel = new float[Panels.INNER * VectorLanes.COUNT];
        float[] sums = new float[Panels.ROWS * VectorLanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.normalize(memory, settings[ChannelMlp.X] + place, voxels, width, channels,
                memory[settings[ChannelMlp.EPSILON]], rows, length, scale);
        ChannelRows.gather(memory, settings[ChannelMlp.G] + place, voxels, width, channels, gradients, length);
        clear(memory, pulled, channels);
        for (int h = 0; h < hidden; h += Panels.INNER) {
            int count = hidden - h < Panels.INNER ? hidden - h : Panels.INNER;
            Panels.begin(memory, settings[ChannelMlp.FIRST_BIAS] + h, count, values);
            ChannelRows.product(memory, settings[ChannelMlp.FIRST_WEIGHT] + h * channels, channels, 1, count, rows, length,
                    channels, settings[ChannelMlp.NORM_WEIGHT], settings[ChannelMlp.NORM_BIAS], 1, panel, places, values);
            Panels.begin(memory, -1, count, slopes);
            ChannelRows.product(memory, settings[ChannelMlp.SECOND_WEIGHT] + h, 1, hidden, count, gradients, length, channels,
                    settings[ChannelMlp.ONE], settings[ChannelMlp.ZERO], 0, panel, places, slopes);
            for (int k = 0; k < count * VectorLanes.COUNT; k++) {
                float x = values[k];
                slopes[k] = slopes[k] * GeluFunction.slope(x);
                values[k] = GeluFunction.of(x);
            }
            if (settings[ChannelMlp.A] >= 0) {
                for (int k = 0; k < count; k++) {
                    VectorLanes.write(values, k * VectorLanes.COUNT, memory, settings[ChannelMlp.A] + (h + k) * length + place, VectorLanes.COUNT);
                    VectorLanes.write(slopes, k * VectorLanes.COUNT, memory, settings[ChannelMlp.D] + (h + k) * length + place, VectorLanes.COUNT);
                }
            }
            if (settings[ChannelMlp.RESULT] >= 0) {
                ChannelRows.accumulate(memory, settings[ChannelMlp.FIRST_WEIGHT] + h * channels, 1, channels, channels, slopes,
                        count, pulled, VectorLanes.COUNT, places, sums);
            }
        }
        if (settings[ChannelMlp.RESULT] >= 0) {
            ChannelRows.pullBack(memory, rows, length, pulled, settings[ChannelMlp.NORM_WEIGHT], channels, scale,
                    settings[ChannelMlp.G] + place, settings[ChannelMlp.RESULT] + place, voxels, width);
        }
    }

    /** The gradient of W₁, M γ + s βᵀ: an item has one element. */
    public static void branchFirstWeightGradient(int item, float[] memory, int[] integers, int[] settings) {
        int c = item % settings[FirstWeight.CHANNELS];
        int h = item / settings[FirstWeight.CHANNELS];
        memory[settings[FirstWeight.RESULT] + item] = memory[settings[FirstWeight.M] + item]
                * memory[settings[FirstWeight.NORM_WEIGHT] + c]
                + memory[settings[FirstWeight.S] + h] * memory[settings[FirstWeight.NORM_BIAS] + c];
    }

    /** The gradient of the norm's weight or bias, the sum over rows of W₁ M or W₁ s: an item has one channel. */
    public static void branchNormGradient(int item, float[] memory, int[] integers, int[] settings) {
        float sum = 0f;
        for (int h = 0; h < settings[Norm.ROWS]; h++) {
            sum += memory[settings[Norm.FIRST_WEIGHT] + h * settings[Norm.ITEMS] + item]
                    * memory[settings[Norm.SUMS] + h * settings[Norm.ROW_STEP] + item * settings[Norm.CHANNEL_STEP]];
        }
        memory[settings[Norm.RESULT] + item] = sum;
    }
}
