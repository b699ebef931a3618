package dev.factorizer.backend.jvm.kernels.factorization;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Where the factors start.
 *
 * @param u (M, R), row by row
 * @param v (N, R), row by row
 */
public record FactorStart(float[] u, float[] v) {
    /**
     * Reads start values.
     *
     * @param u (M, R)
     * @param v (N, R)
     * @return a copy of them
     */
    public static FactorStart of(MemorySegment u, MemorySegment v) {
        return new FactorStart(u.toArray(ValueLayout.JAVA_FLOAT), v.toArray(ValueLayout.JAVA_FLOAT));
    }
}
