package dev.factorizer.tck.contract;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** How far results are from those expected. */
final class Agreement {
    /** Rounding errors of a float32 sum grow about as the root of its length. */
    private static final double BASE = 2e-6;
    private static final double GROWTH = 2e-7;
    private static final double DOUBLE_PER_FLOAT = 1e-6;

    private Agreement() { }

    /** Fails where a result is further from the expected one than the tolerance, which grows with the arguments' length. */
    static void check(String where, Map<String, Tensor> expected, Map<String, Tensor> found, long longest, double slack) {
        if (!found.keySet().equals(expected.keySet())) {
            throw new AssertionError(where + ": outputs are " + found.keySet() + ", expected " + expected.keySet());
        }
        expected.forEach((name, tensor) -> check(where + ", " + name, tensor, found.get(name), longest, slack));
    }

    private static void check(String where, Tensor expected, Tensor found, long longest, double slack) {
        if (!found.shape().equals(expected.shape())
                || found.type().dataType().isFloat() != expected.type().dataType().isFloat()) {
            throw new AssertionError(where + ": is " + found.type() + ", expected " + expected.type());
        }
        double tolerance = (BASE + GROWTH * Math.sqrt(longest)) * slack;
        if (found.type().dataType() == DataType.FLOAT64) {
            tolerance *= DOUBLE_PER_FLOAT;
        } else if (found.type().dataType() == DataType.INT32) {
            tolerance = 0;
        }
        double[] a = found.toDoubles();
        double[] b = expected.toDoubles();
        double scale = Math.max(1e-12, Arrays.stream(b).map(Math::abs).max().orElse(0));
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
