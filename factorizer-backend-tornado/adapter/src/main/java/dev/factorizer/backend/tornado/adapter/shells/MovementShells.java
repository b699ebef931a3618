package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.MovementBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link MovementBodies}, over all work items. */
final class MovementShells {
    private MovementShells() { }

    static void move(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            MovementBodies.move(i, memory, integers, settings);
        }
    }

    static void moveIntegers(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            MovementBodies.moveIntegers(i, memory, integers, settings);
        }
    }

    static void pad(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            MovementBodies.pad(i, memory, integers, settings);
        }
    }

    static void moveRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            MovementBodies.moveRows(i, memory, integers, settings);
        }
    }

    static void repeatRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            MovementBodies.repeatRows(i, memory, integers, settings);
        }
    }
}
