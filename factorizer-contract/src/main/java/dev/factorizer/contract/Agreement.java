package dev.factorizer.contract;

import dev.factorizer.api.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** How far results are from those expected. */
final class Agreement {
    /** Rounding errors of a float32 sum grow about as the root of its length. */
    private static final double BASE = 2e-6;
    private static final double GROWTH = 2e-7;
    private static final double DOUBLE_PER_FLOAT = 1e-6;

    /** A gradient that vanishes is a sum of terms that cancel; those have about the size of the other gradients. */
    private static final double CANCELLED = 0.01;

    private Agreement() { }

    /** Fails where a result is further from the expected one than the tolerance, which grows with the arguments' length. */
    static void check(String where, Map<String, Tensor> expected, Map<String, Tensor> found, long longest, double slack) {
        if (!found.keySet().equals(expected.keySet())) {
            throw new AssertionError(where + ": outputs are " + found.keySet() + ", expected " + expected.keySet());
        }
        double gradients = expected.entrySet().stream().filter(entry -> entry.getKey().startsWith(CaseProgram.GRADIENT))
                .mapToDouble(entry -> greatest(entry.getValue())).max().orElse(0);
        expected.forEach((name, tensor) -> {
            double floor = name.startsWith(CaseProgram.GRADIENT) ? CANCELLED * gradients : 0;
            double scale = Math.max(1e-12, Math.max(floor, greatest(tensor)));
            check(where + ", " + name, tensor, found.get(name), scale, tolerance(found.get(name), longest, slack));
        });
    }

    static double greatest(Tensor tensor) {
        return Arrays.stream(tensor.toDoubles()).map(Math::abs).max().orElse(0);
    }

    private static double tolerance(Tensor found, long longest, double slack) {
        double tolerance = (BASE + GROWTH * Math.sqrt(longest)) * slack;
        return switch (found.type().dataType()) {
            case FLOAT32 -> tolerance;
            case FLOAT64 -> tolerance * DOUBLE_PER_FLOAT;
            case INT32 -> 0;
        };
    }

    private static void check(String where, Tensor expected, Tensor found, double scale, double tolerance) {
        if (!found.shape().equals(expected.shape())
                || found.type().dataType().isFloat() != expected.type().dataType().isFloat()) {
            throw new AssertionError(where + ": is " + found.type() + ", expected " + expected.type());
        }
        double[] a = found.toDoubles();
        double[] b = expected.toDoubles();
        for (int i = 0; i < a.length; i++) {
            double error = Math.abs(a[i] - b[i]) / scale;
            boolean same = Double.compare(a[i], b[i]) == 0 || error <= tolerance;
            if (!same) {
                throw new AssertionError(where + ": element " + i + " of " + expected.shape() + " is " + a[i] + ", expected "
                        + b[i] + " (error " + error + " of the greatest, allowed " + tolerance + ")");
            }
        }
    }

    /** Fails where a bit differs. */
    static void checkBits(String where, Map<String, Tensor> expected, Map<String, Tensor> found) {
        expected.forEach((name, tensor) -> {
            long mismatch = tensor.segment().mismatch(found.get(name).segment());
            if (mismatch >= 0) {
                long element = mismatch / tensor.type().dataType().bytes();
                throw new AssertionError(where + ", " + name + ": element " + element + " of " + tensor.type() + " is "
                        + found.get(name).toDoubles()[(int) element] + ", expected the same bits as "
                        + tensor.toDoubles()[(int) element]);
            }
        });
    }
}
