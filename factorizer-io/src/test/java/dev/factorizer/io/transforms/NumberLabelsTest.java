package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumberLabelsTest {
    private static Volume map(float... labels) {
        return new Volume(new Grid(labels.length, 1, 1, Affine.diagonal(1, 1, 1)), 1, labels);
    }

    @Test
    void labelsBecomeTheirPlaces() {
        NumberLabels numbers = new NumberLabels(List.of(0, 1, 2, 65535));
        Volume labels = map(0, 65535, 2, 1, -1, -0f);
        Volume found = numbers.apply(labels);
        assertArrayEquals(new float[] {0, 3, 2, 1, -1, 0}, found.voxels());
        assertNotSame(labels.voxels(), found.voxels());
        assertFalse(numbers.isIdentity());
        assertTrue(new NumberLabels(List.of(0, 1, 2)).isIdentity());
    }

    @Test
    void otherLabelsAreRefused() {
        NumberLabels numbers = new NumberLabels(List.of(0, 1, 4));
        for (float wrong : new float[] {3, 5, 0.5f, Float.NaN, 1e30f, Float.POSITIVE_INFINITY}) {
            String message = assertThrows(IllegalArgumentException.class, () -> numbers.apply(map(0, wrong))).getMessage();
            assertTrue(message.startsWith("has a voxel with the label ") && message.endsWith(", expected those of the classes: [0, 1, 4]"),
                    message);
        }
        for (List<Integer> wrong : List.of(List.<Integer>of(), List.of(1, 1), List.of(-1), List.of(65536))) {
            assertThrows(IllegalArgumentException.class, () -> new NumberLabels(wrong));
        }
    }

    @Test
    void onlyClassesWithGapsAreNumbered() {
        Region background = new Region("background", 0);
        assertEquals(Optional.of(new NumberLabels(List.of(0, 4))), Labels.exclusive(List.of(background, new Region("a", 4))).numbering());
        assertEquals(Optional.empty(), Labels.exclusive(List.of(background, new Region("a", 1))).numbering());
        assertEquals(Optional.empty(), Labels.brats23().numbering());
    }
}
