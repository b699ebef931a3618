package dev.factorizer.models.planning;

import java.util.Collection;

/** Percentiles, linear between neighbors, as NumPy's default. */
final class Percentiles {
    private Percentiles() { }

    /** The median of at least one number. */
    static double median(Collection<? extends Number> numbers) {
        return of(numbers, 0.5);
    }

    static double of(Collection<? extends Number> numbers, double share) {
        double[] sorted = numbers.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        double at = share * (sorted.length - 1);
        int below = (int) at;
        return sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}
