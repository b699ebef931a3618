package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.functions.CircularFunctions;
import dev.factorizer.backend.tornado.kernels.functions.ErfFunction;
import dev.factorizer.backend.tornado.kernels.functions.ExponentialFunctions;

/** Functions of one element; a result may lie over its input. */
public final class UnaryKernels {
    private UnaryKernels() { }

    public static void negate(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = -memory[settings[UnarySettings.X] + item];
    }

    public static void absolute(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = Math.abs(memory[settings[UnarySettings.X] + item]);
    }

    public static void sign(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[UnarySettings.X] + item];
        float y = x < 0f ? -1f : x;
        memory[settings[UnarySettings.Y] + item] = x > 0f ? 1f : y;
    }

    public static void exp(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ExponentialFunctions.exp(memory[settings[UnarySettings.X] + item]);
    }

    public static void expm1(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ExponentialFunctions.expm1(memory[settings[UnarySettings.X] + item]);
    }

    public static void log(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ExponentialFunctions.log(memory[settings[UnarySettings.X] + item]);
    }

    public static void log1p(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ExponentialFunctions.log1p(memory[settings[UnarySettings.X] + item]);
    }

    public static void sqrt(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = (float) Math.sqrt(memory[settings[UnarySettings.X] + item]);
    }

    public static void reciprocal(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = 1f / memory[settings[UnarySettings.X] + item];
    }

    public static void relu(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[UnarySettings.X] + item];
        memory[settings[UnarySettings.Y] + item] = x < 0f ? 0f : x;
    }

    public static void sigmoid(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ExponentialFunctions.sigmoid(memory[settings[UnarySettings.X] + item]);
    }

    public static void tanh(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ExponentialFunctions.tanh(memory[settings[UnarySettings.X] + item]);
    }

    public static void erf(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = ErfFunction.of(memory[settings[UnarySettings.X] + item]);
    }

    public static void cos(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = CircularFunctions.cos(memory[settings[UnarySettings.X] + item]);
    }

    public static void sin(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = CircularFunctions.sin(memory[settings[UnarySettings.X] + item]);
    }

    public static void floor(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[UnarySettings.X] + item];
        float cut = (float) (int) x;
        float below = cut > x ? cut - 1f : cut;
        // From 2²³ on, all floats are whole.
        memory[settings[UnarySettings.Y] + item] = Math.abs(x) < 0x1p23f ? below : x;
    }
}
