package dev.factorizer.backend.jvm.kernels.vectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sum of a vector's lanes in a fixed order.
 *
 * <p>{@code reduceLanes} leaves the order of a float sum open, and it differs between compiled and interpreted code: the
 * same program would give other bits once it is warm.
 */
public final class LaneSums {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

    private LaneSums() { }

    /**
     * The sum of the lanes of one vector.
     *
     * @param stored where the vector was stored
     * @param at from which index
     * @return the sum
     */
    public static float of(float[] stored, int at) {
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

    /**
     * The sums of several vectors stored one after another: out[to + i] is that of vector i. What was stored is overwritten.
     *
     * <p>Halves are added to halves, as vectors as long as they go: a third of the instructions of adding up lane by lane.
     *
     * @param stored where the vectors were stored
     * @param at from which index
     * @param vectors how many
     * @param out where the sums go; may be {@code stored}
     * @param to from which index
     */
    public static void of(float[] stored, int at, int vectors, float[] out, int to) {
        int lanes = LANES;
        if (lanes == 16) {
            for (int i = 0; i < vectors; i++) {
                FloatVector.fromArray(EIGHT, stored, at + 16 * i).add(FloatVector.fromArray(EIGHT, stored, at + 16 * i + 8))
                        .intoArray(stored, at + 8 * i);
            }
            lanes = 8;
        }
        if (lanes == 8) {
            for (int i = 0; i < vectors; i++) {
                FloatVector.fromArray(FOUR, stored, at + 8 * i).add(FloatVector.fromArray(FOUR, stored, at + 8 * i + 4))
                        .intoArray(stored, at + 4 * i);
            }
            lanes = 4;
        }
        if (lanes == 4) {
            for (int i = 0; i < vectors; i++) {
                int from = at + 4 * i;
                out[to + i] = (stored[from] + stored[from + 2]) + (stored[from + 1] + stored[from + 3]);
            }
        } else {
            for (int i = 0; i < vectors; i++) {
                out[to + i] = of(stored, at + i * lanes);
            }
        }
    }
}
