package dev.factorizer.backend.jvm.kernels;

import jdk.incubator.vector.FloatVector;

/**
 * The sum of a vector's lanes in a fixed order.
 *
 * <p>{@code reduceLanes} leaves the order of a float sum open, and it differs between compiled and interpreted code: the
 * same program would give other bits once it is warm.
 */
final class LaneSums {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    private LaneSums() { }

    /** The sum of the lanes that a vector stored at {@code at}. */
    static float of(float[] stored, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = at;
        for (; i + 3 < at + LANES; i += 4) {
            a += stored[i];
            b += stored[i + 1];
            c += stored[i + 2];
            d += stored[i + 3];
        }
        for (; i < at + LANES; i++) {
            a += stored[i];
        }
        return (a + c) + (b + d);
    }
}
