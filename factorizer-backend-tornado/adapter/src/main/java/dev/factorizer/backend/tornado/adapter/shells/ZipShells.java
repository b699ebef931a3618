package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.ZipBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link ZipBodies}, over all work items. */
final class ZipShells {
    private ZipShells() { }

    static void add(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.add(i, memory, integers, settings);
        }
    }

    static void subtract(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.subtract(i, memory, integers, settings);
        }
    }

    static void multiply(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.multiply(i, memory, integers, settings);
        }
    }

    static void divide(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.divide(i, memory, integers, settings);
        }
    }

    static void greaterOfTwo(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.greaterOfTwo(i, memory, integers, settings);
        }
    }

    static void smallerOfTwo(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.smallerOfTwo(i, memory, integers, settings);
        }
    }

    static void isGreater(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.isGreater(i, memory, integers, settings);
        }
    }

    static void isGreaterOrEqual(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.isGreaterOrEqual(i, memory, integers, settings);
        }
    }

    static void isEqual(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.isEqual(i, memory, integers, settings);
        }
    }

    static void zipRepeated(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.zipRepeated(i, memory, integers, settings);
        }
    }

    static void addIntegers(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.addIntegers(i, memory, integers, settings);
        }
    }

    static void addRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.addRows(i, memory, integers, settings);
        }
    }

    static void subtractRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.subtractRows(i, memory, integers, settings);
        }
    }

    static void multiplyRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.multiplyRows(i, memory, integers, settings);
        }
    }

    static void divideRows(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ZipBodies.divideRows(i, memory, integers, settings);
        }
    }
}
