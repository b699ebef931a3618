package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.SolveBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link SolveBodies}, over all work items. */
final class SolveShells {
    private SolveShells() { }

    static void solve(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            SolveBodies.solve(i, memory, integers, settings);
        }
    }
}
