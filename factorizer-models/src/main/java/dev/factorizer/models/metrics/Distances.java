package dev.factorizer.models.metrics;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far the elements of a surface are from another one: each distance that occurs, in rising order, and how much of the surface is
 * that far.
 */
record Distances(double[] values, double[] weights) {
    /** What rounding of the spacing in a file may add to a distance that is exactly the tolerance. */
    private static final double ROUNDING = 1e-6;

    /**
     * Those of the elements of a surface.
     *
     * @param distances of each element; may be sorted here
     * @param weights of each element; without them each counts as one
     */
    static Distances of(double[] distances, Optional<double[]> weights) {
        return weights.map(given -> weighted(distances, given)).orElseGet(() -> counted(distances));
    }

    private static Distances counted(double[] distances) {
        Arrays.sort(distances);
        double[] values = distinct(distances);
        double[] counts = new double[values.length];
        int at = -1;
        for (int i = 0; i < distances.length; i++) {
            at += i == 0 || distances[i] != distances[i - 1] ? 1 : 0;
            counts[at]++;
        }
        return new Distances(values, counts);
    }

    private static Distances weighted(double[] distances, double[] weights) {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double[] values = distinct(sorted);
        double[] sums = new double[values.length];
        for (int i = 0; i < distances.length; i++) {
            sums[Arrays.binarySearch(values, distances[i])] += weights[i];
        }
        return new Distances(values, sums);
    }

    private static double[] distinct(double[] sorted) {
        double[] values = new double[sorted.length];
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                values[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(values, count);
    }

    /** Both surfaces together. */
    Distances and(Distances other) {
        double[] all = Arrays.copyOf(values, values.length + other.values.length);
        double[] sums = Arrays.copyOf(weights, all.length);
        System.arraycopy(other.values, 0, all, values.length, other.values.length);
        System.arraycopy(other.weights, 0, sums, values.length, other.values.length);
        return weighted(all, sums);
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    double total() {
        return Arrays.stream(weights).sum();
    }

    double mean() {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        return sum / total();
    }

    double within(double tolerance) {
        double sum = 0;
        for (int i = 0; i < values.length && values[i] <= tolerance * (1 + ROUNDING); i++) {
            sum += weights[i];
        }
        return sum;
    }

    /** The first distance within which a part of the surface lies. */
    double reaching(double part) {
        double total = total();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i];
            if (sum / total >= part) {
                return values[i];
            }
        }
        return values[values.length - 1];
    }

    /** Between the two elements that a part of all elements lies before, where the weights count elements. */
    double interpolated(double part) {
        double place = part * (total() - 1);
        double below = ordered(Math.floor(place));
        double above = ordered(Math.ceil(place));
        return below == above ? below : below + (above - below) * (place - Math.floor(place));
    }

    /** The distance that a number of elements come before. */
    private double ordered(double before) {
        double count = 0;
        int i = 0;
        while (i < values.length - 1 && (count += weights[i]) <= before) {
            i++;
        }
        return values[i];
    }
}
