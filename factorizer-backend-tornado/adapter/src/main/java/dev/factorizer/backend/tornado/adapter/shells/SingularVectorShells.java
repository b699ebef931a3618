package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.SingularVectorBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link SingularVectorBodies}, over all work items. */
final class SingularVectorShells {
    private SingularVectorShells() { }

    static void singularVectors(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            SingularVectorBodies.singularVectors(i, memory, integers, settings);
        }
    }
}
