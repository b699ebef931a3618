package dev.factorizer.backend.tornado.kernels.functions;

/** Functions of two floats whose result for NaN matters. Comparisons give 1 or 0. */
public final class PairFunctions {
    /** What a function is called on the device; 0 is none. */
    public static final int ADD = 1;
    public static final int SUBTRACT = 2;
    public static final int MULTIPLY = 3;
    public static final int DIVIDE = 4;
    public static final int MAXIMUM = 5;
    public static final int MINIMUM = 6;
    public static final int GREATER = 7;
    public static final int GREATER_OR_EQUAL = 8;
    public static final int EQUAL = 9;

    private PairFunctions() { }

    /** NaN if one is. */
    public static float maximum(float a, float b) {
        return a > b || a != a ? a : b;
    }

    /** NaN if one is. */
    public static float minimum(float a, float b) {
        return a < b || a != a ? a : b;
    }

    public static float greater(float a, float b) {
        return a > b ? 1f : 0f;
    }

    public static float greaterOrEqual(float a, float b) {
        return a >= b ? 1f : 0f;
    }

    public static float equal(float a, float b) {
        return a == b ? 1f : 0f;
    }

    /** The function of a code; no number for any other. */
    public static float of(int code, float a, float b) {
        float y = 0f;
        if (code == ADD) {
            y = a + b;
        } else if (code == SUBTRACT) {
            y = a - b;
        } else if (code == MULTIPLY) {
            y = a * b;
        } else if (code == DIVIDE) {
            y = a / b;
        } else if (code == MAXIMUM) {
            y = maximum(a, b);
        } else if (code == MINIMUM) {
            y = minimum(a, b);
        } else if (code == GREATER) {
            y = greater(a, b);
        } else if (code == GREATER_OR_EQUAL) {
            y = greaterOrEqual(a, b);
        } else if (code == EQUAL) {
            y = equal(a, b);
        } else {
            y = (a - a) / (a - a);
        }
        return y;
    }

    /** By how much the rounded sum of two numbers is too large; 0 where it is infinite or NaN. */
    public static float excess(float sum, float next) {
        float excess = sum + next - sum - next;
        return excess == excess ? excess : 0f;
    }
}
