package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.RandomBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link RandomBodies}, over all work items. */
final class RandomShells {
    private RandomShells() { }

    static void uniform(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            RandomBodies.uniform(i, memory, integers, settings);
        }
    }

    static void normal(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            RandomBodies.normal(i, memory, integers, settings);
        }
    }
}
