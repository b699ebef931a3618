package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.BranchGradientBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link BranchGradientBodies}, over all work items. */
final class BranchGradientShells {
    private BranchGradientShells() { }

    static void linear(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.linear(i, memory, integers, settings);
        }
    }

    static void inputGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.inputGradient(i, memory, integers, settings);
        }
    }

    static void channelMlp(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.channelMlp(i, memory, integers, settings);
        }
    }

    static void firstWeightGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.firstWeightGradient(i, memory, integers, settings);
        }
    }

    static void normGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.normGradient(i, memory, integers, settings);
        }
    }
}
