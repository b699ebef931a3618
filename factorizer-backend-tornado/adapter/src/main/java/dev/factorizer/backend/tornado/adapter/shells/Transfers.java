package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.PassageBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link PassageBodies}, over all work items. */
public final class Transfers {
    private Transfers() { }

    /**
     * Float32 to the device's memory.
     *
     * @param memory the device's
     * @param passed what is passed, one region after another
     * @param table which regions
     */
    public static void putFloats(float[] memory, float[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.putFloat(i, memory, passed, table);
        }
    }

    /**
     * Int32 to the device's memory.
     *
     * @param integers the device's
     * @param passed what is passed, one region after another
     * @param table which regions
     */
    public static void putIntegers(int[] integers, int[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.putInteger(i, integers, passed, table);
        }
    }

    /**
     * Float32 from the device's memory.
     *
     * @param memory the device's
     * @param passed what is passed, one region after another
     * @param table which regions
     */
    public static void getFloats(float[] memory, float[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.getFloat(i, memory, passed, table);
        }
    }

    /**
     * Int32 from the device's memory.
     *
     * @param integers the device's
     * @param passed what is passed, one region after another
     * @param table which regions
     */
    public static void getIntegers(int[] integers, int[] passed, int[] table) {
        for (@Parallel int i = 0; i < table[0]; i++) {
            PassageBodies.getInteger(i, integers, passed, table);
        }
    }
}
