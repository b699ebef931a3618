package dev.factorizer.golden;

import dev.factorizer.api.tensor.DataType;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How far a result may be from its golden value: the error is the greatest difference relative to the greatest golden
 * value of the tensor. Single precision may be eight times as wrong as the published implementation's own, or 2e-6; double
 * precision 1e-10.
 */
final class Tolerance {
    private static final double FLOAT64 = 1e-10;
    private static final double LEAST_FLOAT32 = 2e-6;
    private static final double FACTOR = 8;
    private static final double SMALLEST_SCALE = 1e-12;

    private Tolerance() { }

    /** The error of a tensor; infinite where one is not finite and the other is. */
    static double error(double[] found, double[] golden) {
        double scale = Math.max(SMALLEST_SCALE, Arrays.stream(golden).filter(Double::isFinite).map(Math::abs).max().orElse(0));
        double greatest = 0;
        for (int i = 0; i < golden.length; i++) {
            double difference = Math.abs(found[i] - golden[i]);
            boolean same = Double.compare(found[i], golden[i]) == 0;
            greatest = Math.max(greatest, same ? 0 : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
        }
        return greatest / scale;
    }

    /** What is allowed; nothing where the published implementation itself was not finite in single precision. */
    static OptionalDouble allowed(DataType found, OptionalDouble error32) {
        return switch (found) {
            case FLOAT64 -> OptionalDouble.of(FLOAT64);
            case INT32 -> OptionalDouble.of(0);
            case FLOAT32 -> error32.isEmpty() ? OptionalDouble.empty()
                    : OptionalDouble.of(Math.max(FACTOR * error32.getAsDouble(), LEAST_FLOAT32));
        };
    }
}
