package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.FactorizeGradientBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernel of {@link FactorizeGradientBodies}, over all work items. */
final class FactorizeGradientShells {
    private FactorizeGradientShells() { }

    static void gradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            FactorizeGradientBodies.gradient(i, memory, integers, settings);
        }
    }
}
