package dev.factorizer.backend.tornado.kernels.convolutions;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/** Settings of convolutions and their gradients, and what follows from them. */
public final class ConvolutionSettings {
    /** What all begin with. Where three follow one another, they are depth, height and width. */
    public interface Grid extends KernelSettings {
        /** Groups of channels. */
        int GROUPS = 1;
        /** Channels of the result in a group. */
        int ROWS = 2;
        /** Channels of the image that is read in a group. */
        int CHANNELS = 3;
        /** Sizes of the image that is read. */
        int IMAGE_DEPTH = 4;
        int IMAGE_HEIGHT = 5;
        int IMAGE_WIDTH = 6;
        /** Sizes of the grid of positions. */
        int GRID_DEPTH = 7;
        int GRID_HEIGHT = 8;
        int GRID_WIDTH = 9;
        /** Steps of the taps from position to position. */
        int STEP_DEPTH = 10;
        int STEP_HEIGHT = 11;
        int STEP_WIDTH = 12;
        /** Sizes of the kernel. */
        int KERNEL_DEPTH = 13;
        int KERNEL_HEIGHT = 14;
        int KERNEL_WIDTH = 15;
        /** Padding before the first voxel. */
        int PADDING_DEPTH = 16;
        int PADDING_HEIGHT = 17;
        int PADDING_WIDTH = 18;
        /** The image that is read. */
        int IMAGE = 19;
        /** The other operand. */
        int OPERAND = 20;
    }

    /** Settings of {@link ConvolutionKernels#convolution}. */
    public interface Forward extends Grid {
        /** Or −1. */
        int BIAS = 21;
        int Y = 22;
    }

    /** Settings of the gradients of the input: the image that is read is the gradient of the convolution's result. */
    public interface InputGradient extends Grid {
        /** Strides of the convolution. */
        int STRIDE_DEPTH = 21;
        int STRIDE_HEIGHT = 22;
        int STRIDE_WIDTH = 23;
        /** Sizes of the result. */
        int RESULT_DEPTH = 24;
        int RESULT_HEIGHT = 25;
        int RESULT_WIDTH = 26;
        int RESULT = 27;
    }

    /** Settings of the gradient of the weight: the other operand is the gradient of the convolution's result. */
    public interface WeightGradient extends Grid {
        /** Positions of a part. */
        int PART = 21;
        /** Of an image. */
        int PARTS = 22;
        /** Images, then parts, then weights. */
        int Y = 23;
    }

    private ConvolutionSettings() { }

    /** Positions of the grid. */
    static int positions(int[] settings) {
        return settings[Grid.GRID_DEPTH] * settings[Grid.GRID_HEIGHT] * settings[Grid.GRID_WIDTH];
    }

    /** KernelTaps of the kernel, for one channel. */
    static int taps(int[] settings) {
        return settings[Grid.KERNEL_DEPTH] * settings[Grid.KERNEL_HEIGHT] * settings[Grid.KERNEL_WIDTH];
    }

    /** Voxels of the image that is read. */
    static int imageVoxels(int[] settings) {
        return settings[Grid.IMAGE_DEPTH] * settings[Grid.IMAGE_HEIGHT] * settings[Grid.IMAGE_WIDTH];
    }

    /** Voxels of the convolution's input. */
    static int resultVoxels(int[] settings) {
        return settings[InputGradient.RESULT_DEPTH] * settings[InputGradient.RESULT_HEIGHT] * settings[InputGradient.RESULT_WIDTH];
    }
}
