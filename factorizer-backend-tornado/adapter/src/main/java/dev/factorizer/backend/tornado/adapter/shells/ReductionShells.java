package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.ReductionBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link ReductionBodies}, over all work items. */
final class ReductionShells {
    private ReductionShells() { }

    static void sumOf(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ReductionBodies.sumOf(i, memory, integers, settings);
        }
    }

    static void greatestOf(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ReductionBodies.greatestOf(i, memory, integers, settings);
        }
    }

    static void smallestOf(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ReductionBodies.smallestOf(i, memory, integers, settings);
        }
    }

    static void indexOfGreatest(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ReductionBodies.indexOfGreatest(i, memory, integers, settings);
        }
    }
}
