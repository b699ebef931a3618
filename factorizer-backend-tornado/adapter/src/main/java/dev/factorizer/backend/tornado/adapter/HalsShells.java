package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.HalsAnyRows;
import dev.factorizer.backend.tornado.kernels.HalsEightRows;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link HalsEightRows} and {@link HalsAnyRows}, over all work items. */
final class HalsShells {
    private HalsShells() { }

    static void forwardOfEightRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsEightRows.forward(i, memory, integers, settings);
        }
    }

    static void gradientOfEightRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsEightRows.gradient(i, memory, integers, settings);
        }
    }

    static void forwardOfAnyRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsAnyRows.forward(i, memory, integers, settings);
        }
    }

    static void gradientOfAnyRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            HalsAnyRows.gradient(i, memory, integers, settings);
        }
    }
}
