package dev.factorizer.io.transforms;

import java.util.Arrays;

/**
 * Resizes lines of values to another number of them that cover the same length: value i of d is what lies at (i + ½)·s/d − ½ of the
 * s values, which go on beyond both ends with the first and the last. As the {@code resize} of scikit-image does, which is
 * SciPy's {@code zoom} with {@code grid_mode}.
 *
 * <p>Cubic: the spline through the values, by the recursive filter of Unser (1999) for its one pole √3 − 2.
 */
final class LineResize {
    /** Voxels beyond an end that a cubic spline looks at. */
    private static final int BEYOND = 2;
    private static final double POLE = Math.sqrt(3) - 2;
    private static final double GAIN = 6;

    private final int from;
    private final int to;
    private final int order;
    private final int taps;
    /** For each result the first value it is made of, and a weight for each. */
    private final int[] first;
    private final double[] weights;

    /**
     * Lines of a length.
     *
     * @param from values of a line
     * @param to values of its result
     * @param order 0 nearest, 1 linear, 3 cubic
     */
    LineResize(int from, int to, int order) {
        this.from = from;
        this.to = to;
        this.order = order;
        taps = order + 1;
        first = new int[to];
        weights = new double[to * taps];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            double at = scale * (i + 0.5) - 0.5;
            double low = order == 0 ? Math.floor(at + 0.5) : Math.floor(at);
            first[i] = (int) low - (order == 3 ? 1 : 0);
            weigh(i * taps, at - low);
        }
    }

    private void weigh(int start, double t) {
        switch (order) {
            case 0 -> weights[start] = 1;
            case 1 -> {
                weights[start] = 1 - t;
                weights[start + 1] = t;
            }
            default -> {
                weights[start] = (1 - t) * (1 - t) * (1 - t) / 6;
                weights[start + 1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
                weights[start + 2] = (1 + 3 * t + 3 * t * t - 3 * t * t * t) / 6;
                weights[start + 3] = t * t * t / 6;
            }
        }
    }

    /** How many numbers {@link #resize} works on. */
    int working(int lanes) {
        return (from + 2 * BEYOND + 1) * lanes;
    }

    /**
     * Resizes lines that lie side by side.
     *
     * @param values the value k of lane l is at {@code at + k·stride + l}
     * @param results the result k of lane l is put at {@code start + k·stride + l}
     * @param work of {@link #working} numbers
     */
    void resize(float[] values, int at, float[] results, int start, int stride, int lanes, double[] work) {
        for (int k = -BEYOND; k < from + BEYOND; k++) {
            int row = at + Math.clamp(k, 0, from - 1) * stride;
            int put = (k + BEYOND) * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                work[put + lane] = values[row + lane];
            }
        }
        if (order == 3) {
            filter(work, lanes);
        }
        int sums = (from + 2 * BEYOND) * lanes;
        for (int i = 0; i < to; i++) {
            Arrays.fill(work, sums, sums + lanes, 0);
            for (int tap = 0; tap < taps; tap++) {
                double weight = weights[i * taps + tap];
                int row = (first[i] + tap + BEYOND) * lanes;
                for (int lane = 0; lane < lanes; lane++) {
                    work[sums + lane] += weight * work[row + lane];
                }
            }
            int put = start + i * stride;
            for (int lane = 0; lane < lanes; lane++) {
                results[put + lane] = (float) work[sums + lane];
            }
        }
    }

    /** Values to the spline's coefficients; beyond the ends the values are constant forever, which both starts know. */
    private void filter(double[] work, int lanes) {
        int count = from + 2 * BEYOND;
        int end = count * lanes;
        for (int lane = 0; lane < lanes; lane++) {
            work[end + lane] = GAIN * work[end - lanes + lane] / (1 - POLE);
            work[lane] = GAIN * work[lane] / (1 - POLE);
        }
        for (int k = 1; k < count; k++) {
            for (int lane = 0; lane < lanes; lane++) {
                work[k * lanes + lane] = GAIN * work[k * lanes + lane] + POLE * work[(k - 1) * lanes + lane];
            }
        }
        int last = end - lanes;
        for (int lane = 0; lane < lanes; lane++) {
            double limit = work[end + lane];
            work[last + lane] = -POLE * (limit / (1 - POLE) + (work[last + lane] - limit) / (1 - POLE * POLE));
        }
        for (int k = count - 2; k >= 0; k--) {
            for (int lane = 0; lane < lanes; lane++) {
                work[k * lanes + lane] = POLE * (work[(k + 1) * lanes + lane] - work[k * lanes + lane]);
            }
        }
    }
}
