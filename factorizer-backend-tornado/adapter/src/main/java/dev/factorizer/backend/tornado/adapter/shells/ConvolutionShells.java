package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.ConvolutionBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link ConvolutionBodies}, over all work items. */
final class ConvolutionShells {
    private ConvolutionShells() { }

    static void convolution(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ConvolutionBodies.convolution(i, memory, integers, settings);
        }
    }
}
