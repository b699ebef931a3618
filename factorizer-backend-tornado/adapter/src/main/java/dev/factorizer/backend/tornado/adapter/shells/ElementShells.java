package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.ElementBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link ElementBodies}, over all work items. */
final class ElementShells {
    private ElementShells() { }

    static void fill(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.fill(i, memory, integers, settings);
        }
    }

    static void fillIntegers(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.fillIntegers(i, memory, integers, settings);
        }
    }

    static void copy(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.copy(i, memory, integers, settings);
        }
    }

    static void update(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.update(i, memory, integers, settings);
        }
    }

    static void updateIntegers(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.updateIntegers(i, memory, integers, settings);
        }
    }

    static void copyIntegers(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.copyIntegers(i, memory, integers, settings);
        }
    }

    static void toIntegers(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.toIntegers(i, memory, integers, settings);
        }
    }

    static void toFloats(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.toFloats(i, memory, integers, settings);
        }
    }

    static void choose(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.choose(i, memory, integers, settings);
        }
    }

    static void chooseWhole(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.chooseWhole(i, memory, integers, settings);
        }
    }

    static void chooseRepeated(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ElementBodies.chooseRepeated(i, memory, integers, settings);
        }
    }
}
