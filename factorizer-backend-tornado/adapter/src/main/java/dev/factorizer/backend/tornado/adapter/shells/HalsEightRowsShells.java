package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.HalsEightRowsBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link HalsEightRowsBodies}, over all work items. */
final class HalsEightRowsShells {
    private HalsEightRowsShells() { }

    static void forward(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsEightRowsBodies.forward(i, memory, integers, settings);
        }
    }

    static void gradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsEightRowsBodies.gradient(i, memory, integers, settings);
        }
    }
}
