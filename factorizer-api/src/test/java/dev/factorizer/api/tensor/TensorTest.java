package dev.factorizer.api.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** Tensors share arrays, and convert what is read from them. */
class TensorTest {
    @Test
    void arraysAreShared() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Tensor tensor = Tensor.of(values, 2, 3);
        values[5] = 7;
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 7}, tensor.toFloats());
        assertSame(values, tensor.segment().heapBase().orElseThrow());
        assertEquals("tensor float32 2×3", tensor.toString());
    }

    @Test
    void elementsAreConverted() {
        assertArrayEquals(new float[] {1, -2}, Tensor.of(Shape.of(2), new double[] {1, -2}).toFloats());
        assertArrayEquals(new double[] {1, -2}, Tensor.of(Shape.of(2), new double[] {1, -2}).toDoubles());
        assertArrayEquals(new float[] {1, -2}, Tensor.of(Shape.of(2), new int[] {1, -2}).toFloats());
        assertArrayEquals(new double[] {0.5}, Tensor.of(Shape.of(), new float[] {0.5f}).toDoubles());
        assertArrayEquals(new int[] {1, -2}, Tensor.of(Shape.of(2), new int[] {1, -2}).toInts());
        assertEquals("tensor: toInts needs int32, found float32 1",
                assertThrows(ShapeException.class, () -> Tensor.of(new float[1], 1).toInts()).getMessage());
    }

    @Test
    void elementsAreTakenOver() {
        Tensor floats = Tensor.of(new float[2], 2);
        floats.copyFrom(Tensor.of(Shape.of(2), new double[] {1.5, -2}));
        assertArrayEquals(new float[] {1.5f, -2}, floats.toFloats());
        Tensor doubles = Tensor.of(Shape.of(2), new double[2]);
        doubles.copyFrom(floats);
        assertArrayEquals(new double[] {1.5, -2}, doubles.toDoubles());
        assertEquals("tensor: elements of float32 3 for float32 2, expected the same shape", assertThrows(ShapeException.class,
                () -> floats.copyFrom(Tensor.of(new float[3], 3))).getMessage());
    }

    @Test
    void arraysOfAnotherLengthAreRefused() {
        String message = "tensor: array of 5 elements for shape 2×3, expected 6";
        Shape shape = Shape.of(2, 3);
        assertEquals(message, assertThrows(ShapeException.class, () -> Tensor.of(shape, new float[5])).getMessage());
        assertEquals(message, assertThrows(ShapeException.class, () -> Tensor.of(shape, new double[5])).getMessage());
        assertEquals(message, assertThrows(ShapeException.class, () -> Tensor.of(shape, new int[5])).getMessage());
    }

    @Test
    void memoryOutsideTheHeapStartsAsZeros() {
        Tensor tensor = Tensor.allocate(Type.float32(3));
        MemorySegment segment = tensor.segment();
        assertEquals(12, segment.byteSize());
        assertEquals(0, segment.address() % 64);
        assertArrayEquals(new float[3], tensor.toFloats());
        segment.setAtIndex(ValueLayout.JAVA_FLOAT, 1, 2);
        assertArrayEquals(new float[] {0, 2, 0}, tensor.toFloats());
        assertEquals(0, Tensor.allocate(Type.float32(0)).segment().byteSize());
    }
}
