package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.BranchBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link BranchBodies}, over all work items. */
final class BranchShells {
    private BranchShells() { }

    static void project(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchBodies.project(i, memory, integers, settings);
        }
    }

    static void output(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchBodies.output(i, memory, integers, settings);
        }
    }

    static void channelMlp(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchBodies.channelMlp(i, memory, integers, settings);
        }
    }
}
