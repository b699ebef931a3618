package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.HalsAnyRowsBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link HalsAnyRowsBodies}, over all work items. */
final class HalsAnyRowsShells {
    private HalsAnyRowsShells() { }

    static void forward(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsAnyRowsBodies.forward(i, memory, integers, settings);
        }
    }

    static void gradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsAnyRowsBodies.gradient(i, memory, integers, settings);
        }
    }
}
