package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.AdamWBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link AdamWBodies}, over all work items. */
final class AdamWShells {
    private AdamWShells() { }

    static void adamWStep(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            AdamWBodies.adamWStep(i, memory, integers, settings);
        }
    }
}
