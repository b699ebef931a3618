package dev.factorizer.backend.jvm.kernels.norms;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums over a tile of numbers in double, lane by lane and then in the order of the lanes. */
final class RunSums {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /** Doubles of working space. */
    static final int WORKSPACE = 2 * DOUBLES.length();

    private RunSums() { }

    /**
     * sums[at] += Σ (x − shift), sums[at + 1] += Σ (x − shift)².
     *
     * @param x the numbers; those up to a multiple of the lanes are overwritten
     * @param n how many
     * @param shift what is subtracted
     * @param sums the sums
     * @param at where they are
     * @param lanes working space of {@link #WORKSPACE}
     */
    static void addSquares(float[] x, int n, float shift, double[] sums, int at, double[] lanes) {
        Arrays.fill(x, n, Math.ceilDiv(n, LANES) * LANES, shift);
        DoubleVector sum0 = DoubleVector.zero(DOUBLES);
        DoubleVector sum1 = sum0;
        DoubleVector squares0 = sum0;
        DoubleVector squares1 = sum0;
        for (int i = 0; i < n; i += LANES) {
            FloatVector values = FloatVector.fromArray(FLOATS, x, i);
            DoubleVector a = ((DoubleVector) values.convertShape(VectorOperators.F2D, DOUBLES, 0)).sub(shift);
            DoubleVector b = ((DoubleVector) values.convertShape(VectorOperators.F2D, DOUBLES, 1)).sub(shift);
            sum0 = sum0.add(a);
            sum1 = sum1.add(b);
            squares0 = a.fma(a, squares0);
            squares1 = b.fma(b, squares1);
        }
        sum0.add(sum1).intoArray(lanes, 0);
        squares0.add(squares1).intoArray(lanes, DOUBLES.length());
        add(lanes, sums, at);
    }

    /**
     * sums[at] += Σ g, sums[at + 1] += Σ g · x̂, with x̂ = (x − mean) · inverse.
     *
     * @param g the gradient; its numbers up to a multiple of the lanes are overwritten
     * @param x the numbers; those up to a multiple of the lanes are overwritten
     * @param n how many
     * @param mean of x
     * @param inverse 1/√(variance + ε)
     * @param sums the sums
     * @param at where they are
     * @param lanes working space of {@link #WORKSPACE}
     */
    static void addProducts(float[] g, float[] x, int n, float mean, float inverse, double[] sums, int at, double[] lanes) {
        Arrays.fill(g, n, Math.ceilDiv(n, LANES) * LANES, 0);
        Arrays.fill(x, n, Math.ceilDiv(n, LANES) * LANES, mean);
        DoubleVector sum0 = DoubleVector.zero(DOUBLES);
        DoubleVector sum1 = sum0;
        DoubleVector products0 = sum0;
        DoubleVector products1 = sum0;
        for (int i = 0; i < n; i += LANES) {
            FloatVector gradient = FloatVector.fromArray(FLOATS, g, i);
            FloatVector normalized = FloatVector.fromArray(FLOATS, x, i).sub(mean).mul(inverse);
            DoubleVector a = (DoubleVector) gradient.convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector b = (DoubleVector) gradient.convertShape(VectorOperators.F2D, DOUBLES, 1);
            sum0 = sum0.add(a);
            sum1 = sum1.add(b);
            products0 = a.fma((DoubleVector) normalized.convertShape(VectorOperators.F2D, DOUBLES, 0), products0);
            products1 = b.fma((DoubleVector) normalized.convertShape(VectorOperators.F2D, DOUBLES, 1), products1);
        }
        sum0.add(sum1).intoArray(lanes, 0);
        products0.add(products1).intoArray(lanes, DOUBLES.length());
        add(lanes, sums, at);
    }

    private static void add(double[] lanes, double[] sums, int at) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < DOUBLES.length(); i++) {
            first += lanes[i];
            second += lanes[DOUBLES.length() + i];
        }
        sums[at] += first;
        sums[at + 1] += second;
    }
}
