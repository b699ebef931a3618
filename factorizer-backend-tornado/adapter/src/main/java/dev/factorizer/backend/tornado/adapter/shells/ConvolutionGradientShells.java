package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.ConvolutionGradientBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link ConvolutionGradientBodies}, over all work items. */
final class ConvolutionGradientShells {
    private ConvolutionGradientShells() { }

    static void inputGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ConvolutionGradientBodies.inputGradient(i, memory, integers, settings);
        }
    }

    static void inputGradientOfBlocks(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ConvolutionGradientBodies.inputGradientOfBlocks(i, memory, integers, settings);
        }
    }

    static void weightGradient(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ConvolutionGradientBodies.weightGradient(i, memory, integers, settings);
        }
    }
}
