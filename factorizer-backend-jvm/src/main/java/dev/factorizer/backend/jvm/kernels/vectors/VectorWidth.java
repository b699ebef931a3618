package dev.factorizer.backend.jvm.kernels.vectors;

import jdk.incubator.vector.FloatVector;

/** How wide this machine's vectors are. */
public final class VectorWidth {
    private VectorWidth() { }

    /**
     * The width all kernels use.
     *
     * @return bits: 128, 256 or 512 on common machines
     */
    public static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
