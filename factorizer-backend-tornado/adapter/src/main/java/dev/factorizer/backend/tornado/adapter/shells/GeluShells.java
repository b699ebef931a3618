package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.GeluBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link GeluBodies}, over all work items. */
final class GeluShells {
    private GeluShells() { }

    static void gelu(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            GeluBodies.gelu(i, memory, integers, settings);
        }
    }

    static void geluGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            GeluBodies.geluGradient(i, memory, integers, settings);
        }
    }
}
