package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.BranchBodies;
import dev.factorizer.backend.tornado.kernels.BranchGradientBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link BranchBodies} and {@link BranchGradientBodies}, over all work items. */
final class BranchShells {
    private BranchShells() { }

    static void projectOfBranch(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchBodies.project(i, memory, integers, settings);
        }
    }

    static void outputOfBranch(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchBodies.output(i, memory, integers, settings);
        }
    }

    static void channelMlpOfBranch(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchBodies.channelMlp(i, memory, integers, settings);
        }
    }

    static void linearOfBranchGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.linear(i, memory, integers, settings);
        }
    }

    static void inputOfBranchGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.input(i, memory, integers, settings);
        }
    }

    static void channelMlpOfBranchGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.channelMlp(i, memory, integers, settings);
        }
    }

    static void firstWeightOfBranchGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.firstWeight(i, memory, integers, settings);
        }
    }

    static void normOfBranchGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            BranchGradientBodies.norm(i, memory, integers, settings);
        }
    }
}
