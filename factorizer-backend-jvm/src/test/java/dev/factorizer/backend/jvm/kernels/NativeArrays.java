package dev.factorizer.backend.jvm.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Off-heap arrays for kernels under test. */
public final class NativeArrays {
    private NativeArrays() { }

    /** Uniform numbers between −1 and 1. */
    public static MemorySegment random(Random random, long elements) {
        MemorySegment values = empty(elements);
        for (long i = 0; i < elements; i++) {
            values.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() * 2 - 1);
        }
        return values;
    }

    /** NaN everywhere, so that what a kernel leaves out is seen. */
    public static MemorySegment empty(long elements) {
        MemorySegment values = Arena.ofAuto().allocate(Math.max(1, elements) * Float.BYTES, 64)
                .asSlice(0, elements * Float.BYTES);
        for (long i = 0; i < elements; i++) {
            values.setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.NaN);
        }
        return values;
    }

    public static double[] doubles(MemorySegment values) {
        double[] result = new double[(int) (values.byteSize() / Float.BYTES)];
        for (int i = 0; i < result.length; i++) {
            result[i] = values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
        }
        return result;
    }

    public static float[] floats(MemorySegment values) {
        return values.toArray(ValueLayout.JAVA_FLOAT);
    }

    /** Checks max|actual − expected| ≤ tolerance · max|expected|. */
    public static void assertNear(double[] expected, MemorySegment actual, double tolerance, String what) {
        double largest = 1e-12;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double[] found = doubles(actual);
        assertEquals(expected.length, found.length, what);
        for (int i = 0; i < found.length; i++) {
            int at = i;
            assertTrue(Math.abs(found[i] - expected[i]) <= tolerance * largest, () -> what + ": element " + at
                    + " is " + found[at] + ", expected " + expected[at]);
        }
    }
}
