package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DiceTest {
    private static final Dice COUNTED = new Dice();
    private static final Dice IGNORED = new Dice(EmptyMasks.IGNORING_EMPTY_TARGETS);

    @Test
    void isTwiceTheOverlapOverBothSizes() {
        assertEquals(2.0 * 1 / (2 + 3), COUNTED.of(new float[] {1, 1, 0, 0, 0}, new float[] {0, 1, 1, 1, 0}));
        assertEquals(1, COUNTED.of(new float[] {0, 1, 1}, new float[] {0, 1, 1}));
        assertEquals(0, COUNTED.of(new float[] {1, 0}, new float[] {0, 1}));
    }

    @Test
    void anythingButZeroIsForeground() {
        assertEquals(1, COUNTED.of(new float[] {0.2f, 0, 3}, new float[] {1, 0, 1}));
        assertEquals(1, COUNTED.of(new float[] {-0f, -1}, new float[] {0, 1}));
    }

    @Test
    void emptyMasks() {
        float[] none = new float[3];
        float[] some = {0, 1, 0};
        assertEquals(1, COUNTED.of(none, none));
        assertEquals(0, COUNTED.of(some, none));
        assertEquals(0, COUNTED.of(none, some));
        assertEquals(Double.NaN, IGNORED.of(none, none));
        assertEquals(Double.NaN, IGNORED.of(some, none));
        assertEquals(0, IGNORED.of(none, some));
        assertEquals("dice: an empty mask gives INFINITE, expected another value, as overlaps are 0 to 1",
                assertThrows(IllegalArgumentException.class, () -> new Dice(EmptyMasks.INFINITE)).getMessage());
    }

    @Test
    void channelsOfATensor() {
        Shape shape = Shape.of(2, 2, 1, 2);
        Tensor prediction = Tensor.of(shape, new float[] {1, 1, 0, 0, 1, 0, 0, 1});
        Tensor target = Tensor.of(shape, new float[] {1, 0, 0, 0, 1, 0, 1, 0});
        double[] expected = {2.0 / 3, 1, 1, 0};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], COUNTED.of(new MaskPair(Mask.of(prediction, i / 2, i % 2, 1, 1),
                    Mask.of(target, i / 2, i % 2, 1, 1))));
        }
    }

    @Test
    void lengthsMustAgree() {
        assertEquals("dice: prediction has 2 voxels, expected the target's 3",
                assertThrows(ShapeException.class, () -> COUNTED.of(new float[2], new float[3])).getMessage());
    }
}
