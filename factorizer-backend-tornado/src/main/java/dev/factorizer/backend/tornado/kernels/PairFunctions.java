package dev.factorizer.backend.tornado.kernels;

/** Functions of two floats whose result for NaN matters. Comparisons give 1 or 0. */
final class PairFunctions {
    private PairFunctions() { }

    /** NaN if one is. */
    static float greater(float a, float b) {
        return a > b || a != a ? a : b;
    }

    /** NaN if one is. */
    static float smaller(float a, float b) {
        return a < b || a != a ? a : b;
    }

    static float isGreater(float a, float b) {
        return a > b ? 1f : 0f;
    }

    static float isGreaterOrEqual(float a, float b) {
        return a >= b ? 1f : 0f;
    }

    static float isEqual(float a, float b) {
        return a == b ? 1f : 0f;
    }

    /** By the number of a kind, as {@link dev.factorizer.api.operations.Zip.Kind} orders them. */
    static float of(int kind, float a, float b) {
        float y = 0f;
        if (kind == 0) {
            y = a + b;
        } else if (kind == 1) {
            y = a - b;
        } else if (kind == 2) {
            y = a * b;
        } else if (kind == 3) {
            y = a / b;
        } else if (kind == 4) {
            y = greater(a, b);
        } else if (kind == 5) {
            y = smaller(a, b);
        } else if (kind == 6) {
            y = isGreater(a, b);
        } else if (kind == 7) {
            y = isGreaterOrEqual(a, b);
        } else {
            y = isEqual(a, b);
        }
        return y;
    }
}
