package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.WindowBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link WindowBodies}, over all work items. */
final class WindowShells {
    private WindowShells() { }

    static void cut(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            WindowBodies.cut(i, memory, integers, settings);
        }
    }

    static void join(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            WindowBodies.join(i, memory, integers, settings);
        }
    }

    static void joinMasked(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            WindowBodies.joinMasked(i, memory, integers, settings);
        }
    }
}
