package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.UnaryBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link UnaryBodies}, over all work items. */
final class UnaryShells {
    private UnaryShells() { }

    static void negate(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.negate(i, memory, integers, settings);
        }
    }

    static void absolute(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.absolute(i, memory, integers, settings);
        }
    }

    static void signOf(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.signOf(i, memory, integers, settings);
        }
    }

    static void exponential(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.exponential(i, memory, integers, settings);
        }
    }

    static void exponentialMinusOne(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.exponentialMinusOne(i, memory, integers, settings);
        }
    }

    static void logarithm(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.logarithm(i, memory, integers, settings);
        }
    }

    static void logarithmOfOnePlus(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.logarithmOfOnePlus(i, memory, integers, settings);
        }
    }

    static void squareRoot(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.squareRoot(i, memory, integers, settings);
        }
    }

    static void reciprocal(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.reciprocal(i, memory, integers, settings);
        }
    }

    static void rectify(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.rectify(i, memory, integers, settings);
        }
    }

    static void logistic(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.logistic(i, memory, integers, settings);
        }
    }

    static void hyperbolicTangent(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.hyperbolicTangent(i, memory, integers, settings);
        }
    }

    static void errorFunction(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.errorFunction(i, memory, integers, settings);
        }
    }

    static void cosine(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.cosine(i, memory, integers, settings);
        }
    }

    static void sine(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.sine(i, memory, integers, settings);
        }
    }

    static void wholeBelow(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            UnaryBodies.wholeBelow(i, memory, integers, settings);
        }
    }
}
