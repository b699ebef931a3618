package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.RandomBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link RandomBodies}, over all work items. */
final class RandomShells {
    private RandomShells() { }

    static void drawUniform(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            RandomBodies.drawUniform(i, memory, integers, settings);
        }
    }

    static void drawNormal(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            RandomBodies.drawNormal(i, memory, integers, settings);
        }
    }
}
