package dev.factorizer.backend.tornado.adapter.shells;

import dev.factorizer.backend.tornado.kernels.ProductBodies;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** The kernels of {@link ProductBodies}, over all work items. */
final class ProductShells {
    private ProductShells() { }

    static void productElements(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ProductBodies.productElements(i, memory, integers, settings);
        }
    }

    static void productPanels(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ProductBodies.productPanels(i, memory, integers, settings);
        }
    }

    static void sumParts(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ProductBodies.sumParts(i, memory, integers, settings);
        }
    }

    static void rowSums(float[] memory, int[] integers, int[] settings) {
        for (@Parallel int i = 0; i < settings[0]; i++) {
            ProductBodies.rowSums(i, memory, integers, settings);
        }
    }
}
