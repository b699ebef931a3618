package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.IndexBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link IndexBodies}, over all work items. */
final class IndexShells {
    private IndexShells() { }

    static void gather(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            IndexBodies.gather(i, memory, integers, settings);
        }
    }

    static void scatterAdd(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            IndexBodies.scatterAdd(i, memory, integers, settings);
        }
    }
}
