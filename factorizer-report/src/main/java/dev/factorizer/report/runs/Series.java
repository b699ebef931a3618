package dev.factorizer.report.runs;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A number over the steps of a training.
 *
 * @param name what it is
 * @param points in the order of the steps
 */
public record Series(String name, List<Point> points) {
    /**
     * A number.
     *
     * @param x the step
     * @param y the number; it may be infinite or none
     */
    public record Point(double x, double y) { }

    /** Copies the list. */
    public Series {
        points = List.copyOf(points);
    }

    /** {@return the steps} */
    public DoubleStream xs() {
        return points.stream().mapToDouble(Point::x);
    }

    /** {@return the numbers} */
    public DoubleStream ys() {
        return points.stream().mapToDouble(Point::y);
    }
}
