package dev.factorizer.models.statistics;

/** The standard normal distribution, to about twelve digits. */
final class NormalDistribution {
    private static final double LARGEST = 38;
    private static final int HALVINGS = 80;

    private NormalDistribution() { }

    /** P(X ≤ x), by the series of Marsaglia 2004 where it is short, else by a continued fraction of the tail. */
    static double cumulative(double x) {
        double size = Math.abs(x);
        if (size > LARGEST) {
            return x > 0 ? 1 : 0;
        }
        double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (size < 5) {
            double term = x;
            double sum = x;
            for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
                term *= x * x / i;
                sum += term;
            }
            return 0.5 + sum * density;
        }
        double fraction = size;
        for (int i = 60; i > 0; i--) {
            fraction = size + i / fraction;
        }
        double tail = density / fraction;
        return x > 0 ? 1 - tail : tail;
    }

    /** The x with P(X ≤ x) = share, by halving; 0 and 1 give the ends of the range. */
    static double quantile(double share) {
        double low = -LARGEST;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
