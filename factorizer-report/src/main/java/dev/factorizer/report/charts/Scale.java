package dev.factorizer.report.charts;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers along an axis, from a round one to a round one.
 *
 * @param from the first
 * @param to the last, more than the first
 * @param step between the marks
 */
record Scale(double from, double to, double step) {
    private static final int STEPS = 5;

    /** Around some numbers, of which those that are not finite don't count. */
    static Scale around(double... values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        if (least > most) {
            return new Scale(0, 1, 0.2);
        }
        if (least == most) {
            double half = least == 0 ? 1 : Math.abs(least) / 2;
            least -= half;
            most += half;
        }
        double rough = (most - least) / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        return new Scale(Math.floor(least / step) * step, Math.ceil(most / step) * step, step);
    }

    /** From 0 to 1. */
    static Scale unit() {
        return new Scale(0, 1, 0.2);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        int count = (int) Math.round((to - from) / step);
        for (int i = 0; i <= count; i++) {
            double mark = from + i * step;
            marks.add(Math.abs(mark) < step * 1e-9 ? 0 : mark);
        }
        return marks;
    }

    /** Where a number is, 0 at the first and 1 at the last. */
    double share(double value) {
        return (value - from) / (to - from);
    }
}
