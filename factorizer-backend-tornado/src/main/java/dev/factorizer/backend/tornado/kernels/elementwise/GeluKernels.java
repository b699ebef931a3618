package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.functions.GeluFunction;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/** The Gaussian error linear unit and its gradient, element by element. */
public final class GeluKernels {
    /** Settings of {@link #geluGradient}. */
    public interface Gradient extends KernelSettings {
        int X = 1;
        /** The gradient of the result. */
        int G = 2;
        /** May be x or g. */
        int RESULT = 3;
    }

    private GeluKernels() { }

    public static void gelu(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = GeluFunction.of(memory[settings[UnarySettings.X] + item]);
    }

    public static void geluGradient(int item, float[] memory, int[] integers, int[] settings) {
        float slope = GeluFunction.slope(memory[settings[Gradient.X] + item]);
        memory[settings[Gradient.RESULT] + item] = memory[settings[Gradient.G] + item] * slope;
    }
}
