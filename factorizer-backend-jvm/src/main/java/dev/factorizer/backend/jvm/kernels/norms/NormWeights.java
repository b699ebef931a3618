package dev.factorizer.backend.jvm.kernels.norms;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Weights and biases of norms as arrays. */
final class NormWeights {
    private NormWeights() { }

    /** One number for each channel; one for all where there is no vector. */
    static float[] of(MemorySegment vector, int channels, float otherwise) {
        float[] values = new float[channels];
        Arrays.fill(values, otherwise);
        if (vector != null) {
            MemorySegment.copy(vector, ValueLayout.JAVA_FLOAT, 0, values, 0, channels);
        }
        return values;
    }
}
