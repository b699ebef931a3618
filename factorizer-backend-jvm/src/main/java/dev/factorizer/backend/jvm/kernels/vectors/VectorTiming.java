package dev.factorizer.backend.jvm.kernels.vectors;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast vectors are in this process: a loop of what all kernels consist of, a fused multiply-add, beside a copy of the same
 * numbers, which needs no compiler. A compiled loop takes about as long as the copy. A loop that isn't compiled, or only by a
 * compiler that does not know vectors, makes an object for each of them.
 *
 * @param loopNanos how long the loop took for a number, at its best
 * @param copyNanos how long the copy took for a number, at its best
 */
public record VectorTiming(double loopNanos, double copyNanos) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int NUMBERS = 1024;
    /** Short loops, since the compiler comes sooner to a method that is called often. */
    private static final int LOOP = 64;

    /**
     * Measures until the loop is compiled, which is so after a tenth of a second, or until it should have been.
     *
     * @param enough the ratio at which it is
     * @param mostNanos how long to wait for the compiler
     * @return the times
     */
    public static VectorTiming measure(double enough, long mostNanos) {
        float[] a = new float[NUMBERS];
        float[] b = new float[NUMBERS];
        Arrays.fill(a, 0.5f);
        VectorTiming best = new VectorTiming(Double.MAX_VALUE, Double.MAX_VALUE);
        long begun = System.nanoTime();
        do {
            long start = System.nanoTime();
            System.arraycopy(a, 0, b, 0, NUMBERS);
            long copied = System.nanoTime();
            for (int from = 0; from < NUMBERS; from += LOOP) {
                multiplyAdd(a, b, from);
            }
            long done = System.nanoTime();
            // A clock that stood still says nothing of how fast it was.
            best = new VectorTiming(Math.min(best.loopNanos, Math.max(1, done - copied) / (double) NUMBERS),
                    Math.min(best.copyNanos, Math.max(1, copied - start) / (double) NUMBERS));
        } while (best.ratio() > enough && System.nanoTime() - begun < mostNanos);
        return best;
    }

    private static void multiplyAdd(float[] a, float[] b, int from) {
        for (int i = from; i < from + LOOP; i += SPECIES.length()) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, i);
            x.fma(x, FloatVector.fromArray(SPECIES, b, i)).intoArray(b, i);
        }
    }

    /** {@return how many times longer the loop takes: about 1 where vectors are compiled, 100 to 10,000 where they aren't} */
    public double ratio() {
        return loopNanos / copyNanos;
    }
}
