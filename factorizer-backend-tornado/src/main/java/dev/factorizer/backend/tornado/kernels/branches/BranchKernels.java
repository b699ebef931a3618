package dev.factorizer.backend.tornado.kernels.branches;

import dev.factorizer.backend.tornado.kernels.blocks.Panels;
import dev.factorizer.backend.tornado.kernels.blocks.VectorLanes;
import dev.factorizer.backend.tornado.kernels.functions.GeluFunction;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/**
 * Both halves of a Factorizer block but for their factorizations: x + W₂ f(W₁ norm(x) + b₁) + b₂. An item has 64 voxels of an
 * image and working memory of its own.
 */
public final class BranchKernels {
    /** Settings of {@link #branchProject}. */
    public interface Project extends KernelSettings {
        int X = 1;
        int NORM_WEIGHT = 2;
        int NORM_BIAS = 3;
        int WEIGHT = 4;
        /** (B, O, S). */
        int Y = 5;
        /** The normalized x (B, C, groups · 64). */
        int NORMALIZED = 6;
        int CHANNELS = 7;
        int OUTPUTS = 8;
        int VOXELS = 9;
        /** Offset of ε. */
        int EPSILON = 10;
    }

    /** Settings of {@link #branchOutput}. */
    public interface Output extends KernelSettings {
        /** (B, C, S). */
        int X = 1;
        /** (B, I, S). */
        int Z = 2;
        int WEIGHT = 3;
        int BIAS = 4;
        /** May be x. */
        int Y = 5;
        /** C groups per item. */
        int WORKSPACE = 6;
        int CHANNELS = 7;
        int INPUTS = 8;
        int VOXELS = 9;
    }

    /** Settings of {@link #channelMlp}. */
    public interface ChannelMlp extends KernelSettings {
        int X = 1;
        int NORM_WEIGHT = 2;
        int NORM_BIAS = 3;
        int FIRST_WEIGHT = 4;
        int FIRST_BIAS = 5;
        int SECOND_WEIGHT = 6;
        int SECOND_BIAS = 7;
        /** May be x. */
        int Y = 8;
        /** 2 C groups per item. */
        int WORKSPACE = 9;
        int CHANNELS = 10;
        int HIDDEN = 11;
        int VOXELS = 12;
        /** Offset of ε. */
        int EPSILON = 13;
    }

    private BranchKernels() { }

    /** The rows relu(W norm(x)). */
    public static void branchProject(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[Project.CHANNELS];
        int outputs = settings[Project.OUTPUTS];
        int voxels = settings[Project.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int image = item / groups;
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int length = groups * VectorLanes.COUNT;
        int rows = settings[Project.NORMALIZED] + image * channels * length + first;
        float[] scale = new float[VectorLanes.COUNT];
        float[] sums = new float[Panels.ROWS * VectorLanes.COUNT];
        float[] panel = new float[Panels.INNER * VectorLanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.normalize(memory, settings[Project.X] + image * channels * voxels + first, voxels, width, channels,
                memory[settings[Project.EPSILON]], rows, length, scale);
        for (int o = 0; o < outputs; o += Panels.ROWS) {
            int count = outputs - o < Panels.ROWS ? outputs - o : Panels.ROWS;
            int to = settings[Project.Y] + (image * outputs + o) * voxels + first;
            VectorLanes.put(sums, Panels.ROWS * VectorLanes.COUNT, 0f);
            ChannelRows.product(memory, settings[Project.WEIGHT] + o * channels, channels, 1, count, rows, length, channels,
                    settings[Project.NORM_WEIGHT], settings[Project.NORM_BIAS], 1, panel, places, sums);
            for (int k = 0; k < count * VectorLanes.COUNT; k++) {
                // Written so that a NaN stays one.
                sums[k] = sums[k] < 0f ? 0f : sums[k];
            }
            for (int k = 0; k < count; k++) {
                VectorLanes.write(sums, k * VectorLanes.COUNT, memory, to + k * voxels, width);
            }
        }
    }

    /** y = x + W z + b. The result may lie over x. */
    public static void branchOutput(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[Output.CHANNELS];
        int inputs = settings[Output.INPUTS];
        int voxels = settings[Output.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int image = item / groups;
        int place = image * channels * voxels + first;
        int rows = settings[Output.WORKSPACE] + item * channels * VectorLanes.COUNT;
        float[] sums = new float[Panels.ROWS * VectorLanes.COUNT];
        float[] values = new float[Panels.INNER * VectorLanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.gather(memory, settings[Output.X] + place, voxels, width, channels, rows, VectorLanes.COUNT);
        for (int i = 0; i < inputs; i += Panels.INNER) {
            int inner = inputs - i < Panels.INNER ? inputs - i : Panels.INNER;
            int from = settings[Output.Z] + (image * inputs + i) * voxels + first;
            for (int j = 0; j < inner; j++) {
                VectorLanes.read(memory, from + j * voxels, width, values, j * VectorLanes.COUNT);
            }
            ChannelRows.accumulate(memory, settings[Output.WEIGHT] + i, inputs, 1, channels, values, inner, rows, VectorLanes.COUNT,
                    places, sums);
        }
        finish(memory, rows, settings[Output.BIAS], channels, settings[Output.Y] + place, voxels, width);
    }

    /** Writes a group of all channels, each with its bias. */
    private static void finish(float[] memory, int rows, int bias, int channels, int to, int step, int width) {
        float[] row = new float[VectorLanes.COUNT];
        for (int c = 0; c < channels; c++) {
            float number = memory[bias + c];
            VectorLanes.read(memory, rows + c * VectorLanes.COUNT, VectorLanes.COUNT, row, 0);
            for (int l = 0; l < VectorLanes.COUNT; l++) {
                row[l] += number;
            }
            VectorLanes.write(row, 0, memory, to + c * step, width);
        }
    }

    /** y = x + W₂ gelu(W₁ norm(x) + b₁) + b₂, 32 hidden channels at a time. The result may lie over x. */
    public static void channelMlp(int item, float[] memory, int[] integers, int[] settings) {
        int channels = settings[ChannelMlp.CHANNELS];
        int hidden = settings[ChannelMlp.HIDDEN];
        int voxels = settings[ChannelMlp.VOXELS];
        int groups = VectorLanes.groups(voxels);
        int first = item % groups * VectorLanes.COUNT;
        int width = VectorLanes.width(voxels, first);
        int place = item / groups * channels * voxels + first;
        int rows = settings[ChannelMlp.WORKSPACE] + item * 2 * channels * VectorLanes.COUNT;
        int sum = rows + channels * VectorLanes.COUNT;
        float[] scale = new float[VectorLanes.COUNT];
        float[] values = new float[Panels.INNER * VectorLanes.COUNT];
        float[] panel = new float[Panels.INNER * VectorLanes.COUNT];
        float[] sums = new float[Panels.ROWS * VectorLanes.COUNT];
        int[] places = new int[Panels.INNER];
        ChannelRows.gather(memory, settings[ChannelMlp.X] + place, voxels, width, channels, sum, VectorLanes.COUNT);
        ChannelRows.normalize(memory, sum, VectorLanes.COUNT, VectorLanes.COUNT, channels, memory[settings[ChannelMlp.EPSILON]], rows,
                VectorLanes.COUNT, scale);
        for (int h = 0; h < hidden; h += Panels.INNER) {
            int count = hidden - h < Panels.INNER ? hidden - h : Panels.INNER;
            Panels.begin(memory, settings[ChannelMlp.FIRST_BIAS] + h, count, values);
            ChannelRows.product(memory, settings[ChannelMlp.FIRST_WEIGHT] + h * channels, channels, 1, count, rows,
                    VectorLanes.COUNT, channels, settings[ChannelMlp.NORM_WEIGHT], settings[ChannelMlp.NORM_BIAS], 1, panel, places,
                    values);
            for (int k = 0; k < count * VectorLanes.COUNT; k++) {
                values[k] = GeluFunction.of(values[k]);
            }
            ChannelRows.accumulate(memory, settings[ChannelMlp.SECOND_WEIGHT] + h, hidden, 1, channels, values, count, sum,
                    VectorLanes.COUNT, places, sums);
        }
        finish(memory, sum, settings[ChannelMlp.SECOND_BIAS], channels, settings[ChannelMlp.Y] + place, voxels, width);
    }
}
