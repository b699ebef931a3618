package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.LayerNormBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link LayerNormBodies}, over all work items. */
final class LayerNormShells {
    private LayerNormShells() { }

    static void forward(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            LayerNormBodies.forward(i, memory, integers, settings);
        }
    }

    static void statistics(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            LayerNormBodies.statistics(i, memory, integers, settings);
        }
    }

    static void inputGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            LayerNormBodies.inputGradient(i, memory, integers, settings);
        }
    }

    static void parameterSums(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            LayerNormBodies.parameterSums(i, memory, integers, settings);
        }
    }

    static void columnSums(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            LayerNormBodies.columnSums(i, memory, integers, settings);
        }
    }
}
