package dev.factorizer.backend.tornado.kernels;

/** Functions of one element. Settings: items, x, y, offsets of contiguous values; a result may lie over its input. */
public final class UnaryBodies {
    private UnaryBodies() { }

    public static void negate(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = -memory[settings[1] + item];
    }

    public static void absolute(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = Math.abs(memory[settings[1] + item]);
    }

    public static void signOf(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[1] + item];
        float y = x < 0f ? -1f : x;
        memory[settings[2] + item] = x > 0f ? 1f : y;
    }

    public static void exponential(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ElementaryFunctions.exponential(memory[settings[1] + item]);
    }

    public static void exponentialMinusOne(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ElementaryFunctions.exponentialMinusOne(memory[settings[1] + item]);
    }

    public static void logarithm(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ElementaryFunctions.logarithm(memory[settings[1] + item]);
    }

    public static void logarithmOfOnePlus(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ElementaryFunctions.logarithmOfOnePlus(memory[settings[1] + item]);
    }

    public static void squareRoot(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = (float) Math.sqrt(memory[settings[1] + item]);
    }

    public static void reciprocal(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = 1f / memory[settings[1] + item];
    }

    public static void rectify(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[1] + item];
        memory[settings[2] + item] = x < 0f ? 0f : x;
    }

    public static void logistic(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ElementaryFunctions.logistic(memory[settings[1] + item]);
    }

    public static void hyperbolicTangent(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ElementaryFunctions.hyperbolicTangent(memory[settings[1] + item]);
    }

    public static void errorFunction(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = ErrorFunction.of(memory[settings[1] + item]);
    }

    public static void cosine(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = CircularFunctions.cosine(memory[settings[1] + item]);
    }

    public static void sine(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[2] + item] = CircularFunctions.sine(memory[settings[1] + item]);
    }

    public static void wholeBelow(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[1] + item];
        float cut = (float) (int) x;
        float below = cut > x ? cut - 1f : cut;
        // From 2²³ on, all floats are whole.
        memory[settings[2] + item] = Math.abs(x) < 0x1p23f ? below : x;
    }
}
