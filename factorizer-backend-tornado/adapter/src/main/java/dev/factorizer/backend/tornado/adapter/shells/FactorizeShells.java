package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.FactorizeBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link FactorizeBodies}, over all work items. */
final class FactorizeShells {
    private FactorizeShells() { }

    static void factors(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            FactorizeBodies.factors(i, memory, integers, settings);
        }
    }

    static void reconstruct(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            FactorizeBodies.reconstruct(i, memory, integers, settings);
        }
    }
}
