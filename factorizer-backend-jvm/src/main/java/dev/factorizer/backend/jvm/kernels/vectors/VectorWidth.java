package dev.factorizer.backend.jvm.kernels.vectors;

import jdk.incubator.vector.FloatVector;

/** How wide this machine's vectors are. */
public final class VectorWidth {
    private VectorWidth() { }

    /** {@return the width that all kernels use in bits: 128, 256 or 512 on common machines} */
    public static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }
}
