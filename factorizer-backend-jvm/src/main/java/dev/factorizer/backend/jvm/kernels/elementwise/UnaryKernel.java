package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.operations.Unary;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions of each element. */
public final class UnaryKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private enum Buffer implements Scratch.Name { SECOND }

    private UnaryKernel() { }

    /**
     * Applies a function.
     *
     * @param kind the function
     * @param x the input
     * @param y the result; may be x
     * @param workers who computes
     */
    public static void run(Unary.Kind kind, MemorySegment x, MemorySegment y, Workers workers) {
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> {
            MemorySegment.copy(x, ValueLayout.JAVA_FLOAT, start * Float.BYTES, tile, 0, count);
            apply(kind, tile, count, scratch);
        });
    }

    private static void apply(Unary.Kind kind, float[] x, int n, Scratch scratch) {
        switch (kind) {
            case NEGATE -> negate(x, n);
            case ABSOLUTE -> absolute(x, n);
            case SIGN -> sign(x, n);
            case EXP -> ElementaryFunctions.exp(x, n);
            case EXPM1 -> ElementaryFunctions.expm1(x, n);
            case LOG -> ElementaryFunctions.log(x, n);
            case LOG1P -> ElementaryFunctions.log1p(x, scratch.floats(Buffer.SECOND, ElementTiles.SIZE), n);
            case SQRT -> squareRoot(x, n);
            case RECIPROCAL -> reciprocal(x, n);
            case RELU -> relu(x, n);
            case SIGMOID -> ElementaryFunctions.sigmoid(x, n);
            case TANH -> ElementaryFunctions.tanh(x, scratch.floats(Buffer.SECOND, ElementTiles.SIZE), n);
            case ERF -> erf(x, n);
            case COS -> cosine(x, n);
            case SIN -> sine(x, n);
            case FLOOR -> floor(x, n);
        }
    }

    private static void negate(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = -x[i];
        }
    }

    private static void absolute(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.abs(x[i]);
        }
    }

    private static void sign(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.signum(x[i]);
        }
    }

    private static void squareRoot(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (float) Math.sqrt(x[i]);
        }
    }

    private static void reciprocal(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = 1 / x[i];
        }
    }

    /**
     * max(x, 0) in place. By masks: the compiler would make branches of it, and half of them are mispredicted. A NaN stays one.
     *
     * @param x the numbers; those up to a multiple of the lanes are overwritten
     * @param n how many
     */
    public static void relu(float[] x, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, i);
            v.blend(0f, v.compare(VectorOperators.LT, 0f)).intoArray(x, i);
        }
    }

    private static void floor(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (float) Math.floor(x[i]);
        }
    }

    private static void cosine(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (float) Math.cos(x[i]);
        }
    }

    private static void sine(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (float) Math.sin(x[i]);
        }
    }

    private static void erf(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (float) erf(x[i]);
        }
    }

    /**
     * The error function: the series with positive terms only, exact to double rounding; beyond 6 the result is 1 in any
     * precision.
     *
     * @param x the argument
     * @return its error function
     */
    public static double erf(double x) {
        double z = Math.abs(x);
        if (!(z < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = z;
        double sum = z;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= 2 * z * z / (2 * k + 1);
            sum += term;
        }
        return Math.copySign(TWO_OVER_ROOT_PI * Math.exp(-z * z) * sum, x);
    }
}
