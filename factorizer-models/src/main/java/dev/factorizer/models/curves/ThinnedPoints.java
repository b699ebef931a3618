package dev.factorizer.models.curves;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Points by step, in bounded memory: where there are more than {@link TrainingCurves#MOST_POINTS}, as many as follow one another become
 * one. It depends on nothing but the points and their order, so that a log that is read again gives the same.
 */
final class ThinnedPoints<P> {
    private final ToLongFunction<P> step;
    private final ToIntFunction<P> count;
    private final BinaryOperator<P> joined;
    private final List<P> points = new ArrayList<>();
    /** How many were given for each but the last. */
    private int span = 1;

    ThinnedPoints(ToLongFunction<P> step, ToIntFunction<P> count, BinaryOperator<P> joined) {
        this.step = step;
        this.count = count;
        this.joined = joined;
    }

    /** It takes the place of what is there of its step and later ones. */
    void add(P point) {
        cut(step.applyAsLong(point));
        if (!points.isEmpty() && count.applyAsInt(points.getLast()) < span) {
            points.add(joined.apply(points.removeLast(), point));
            return;
        }
        points.add(point);
        if (points.size() > TrainingCurves.MOST_POINTS) {
            halve();
        }
    }

    /** Takes away what is there of a step and later ones. A mean can't be parted: it goes if one of its steps does. */
    void cut(long from) {
        while (!points.isEmpty() && step.applyAsLong(points.getLast()) >= from) {
            points.removeLast();
        }
    }

    private void halve() {
        List<P> pairs = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            pairs.add(i + 1 < points.size() ? joined.apply(points.get(i), points.get(i + 1)) : points.get(i));
        }
        points.clear();
        points.addAll(pairs);
        span *= 2;
    }

    List<P> points() {
        return List.copyOf(points);
    }
}
