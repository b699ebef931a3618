package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.PassageBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link PassageBodies}, over all work items. */
final class Transfers {
    private Transfers() { }

    static void putFloats(float[] memory, float[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.putFloat(i, memory, passed, table);
        }
    }

    static void putIntegers(int[] integers, int[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.putInteger(i, integers, passed, table);
        }
    }

    static void getFloats(float[] memory, float[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.getFloat(i, memory, passed, table);
        }
    }

    static void getIntegers(int[] integers, int[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.getInteger(i, integers, passed, table);
        }
    }
}
