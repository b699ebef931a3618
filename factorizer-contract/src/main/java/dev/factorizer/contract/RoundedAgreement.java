package dev.factorizer.contract;

import dev.factorizer.api.tensor.Tensor;
import java.util.Map;

/**
 * How far results with products in bfloat16 are from the reference's. Where a sum lies between two numbers of bfloat16, its
 * last bits decide which one it becomes: few numbers may be off, and those by a step.
 *
 * @param single whether no product is computed from the result of another
 * @param slack the case's; a step at one product is made larger by what follows
 */
record RoundedAgreement(boolean single, double slack) {
    /** Next numbers of bfloat16 are at most this far from each other, relative to the smaller one. */
    private static final double STEP = 0x1p-7;
    private static final double SAME = 2e-5;
    private static final double FEW = 0.02;
    /** Of fewer numbers in a chain of products all may depend on one that was off. */
    private static final int MANY = 1000;

    void check(String where, Map<String, Tensor> expected, Map<String, Tensor> found) {
        expected.forEach((name, tensor) -> check(where + ", " + name, tensor.toDoubles(), found.get(name).toDoubles(),
                Math.max(1e-12, Agreement.greatest(tensor))));
    }

    private void check(String where, double[] expected, double[] found, double scale) {
        double allowed = single ? STEP : STEP * Math.sqrt(Math.max(1, slack));
        int off = 0;
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(found[i] - expected[i]) / scale;
            if (!(error <= allowed)) {
                throw new AssertionError(where + ": element " + i + " is " + found[i] + ", expected " + expected[i] + " (error "
                        + error + " of the greatest, allowed " + allowed + ")");
            }
            off += error <= SAME ? 0 : 1;
        }
        if (off > few(expected.length)) {
            throw new AssertionError(where + ": " + off + " of " + expected.length + " elements are off by more than " + SAME
                    + " of the greatest, allowed are " + few(expected.length));
        }
    }

    private int few(int elements) {
        int share = (int) (FEW * elements);
        return single ? Math.max(1, share) : elements < MANY ? elements : share;
    }
}
