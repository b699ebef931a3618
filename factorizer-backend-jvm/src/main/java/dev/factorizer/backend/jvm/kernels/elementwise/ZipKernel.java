package dev.factorizer.backend.jvm.kernels.elementwise;

import dev.factorizer.api.operations.Zip;
import dev.factorizer.backend.jvm.kernels.movement.ElementTiles;
import dev.factorizer.backend.jvm.kernels.movement.StridedReader;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions of two elements, and the choice between two by a third. */
public final class ZipKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);

    private enum Buffer implements Scratch.Name { FIRST, SECOND }

    private ZipKernel() { }

    /**
     * Applies a function.
     *
     * @param kind the function
     * @param a the first operand in the result's order
     * @param b the second operand in the result's order
     * @param y the result; may be the memory of an operand that is not broadcast
     * @param workers who computes
     */
    public static void run(Zip.Kind kind, StridedReader a, StridedReader b, MemorySegment y, Workers workers) {
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> {
            float[] other = scratch.floats(Buffer.SECOND, ElementTiles.SIZE);
            a.read(start, count, tile);
            b.read(start, count, other);
            apply(kind, tile, other, count);
        });
    }

    /**
     * Chooses a where the condition is not zero, else b.
     *
     * @param condition in the result's order
     * @param a in the result's order
     * @param b in the result's order
     * @param y the result
     * @param workers who computes
     */
    public static void select(StridedReader condition, StridedReader a, StridedReader b, MemorySegment y,
            Workers workers) {
        ElementTiles.compute(y, workers, (start, count, tile, scratch) -> {
            float[] first = scratch.floats(Buffer.FIRST, ElementTiles.SIZE);
            float[] second = scratch.floats(Buffer.SECOND, ElementTiles.SIZE);
            condition.read(start, count, tile);
            a.read(start, count, first);
            b.read(start, count, second);
            for (int i = 0; i < count; i += SPECIES.length()) {
                FloatVector.fromArray(SPECIES, second, i).blend(FloatVector.fromArray(SPECIES, first, i),
                        FloatVector.fromArray(SPECIES, tile, i).compare(VectorOperators.NE, 0f)).intoArray(tile, i);
            }
        });
    }

    /**
     * Adds 32-bit integers.
     *
     * @param a the first operand; its elements are read bit for bit
     * @param b the second operand
     * @param y the result
     * @param workers who computes
     */
    public static void addIntegers(StridedReader a, StridedReader b, MemorySegment y, Workers workers) {
        // Float arrays may carry any 32 bits: copies don't change them. Only single elements are converted here.
        long elements = y.byteSize() / Integer.BYTES;
        workers.forEach(1, (task, scratch) -> {
            float[] first = scratch.floats(Buffer.FIRST, ElementTiles.SIZE);
            float[] second = scratch.floats(Buffer.SECOND, ElementTiles.SIZE);
            for (long start = 0; start < elements; start += ElementTiles.SIZE) {
                int count = (int) Math.min(ElementTiles.SIZE, elements - start);
                a.read(start, count, first);
                b.read(start, count, second);
                for (int i = 0; i < count; i++) {
                    y.setAtIndex(ValueLayout.JAVA_INT, start + i,
                            Float.floatToRawIntBits(first[i]) + Float.floatToRawIntBits(second[i]));
                }
            }
        });
    }

    private static void apply(Zip.Kind kind, float[] a, float[] b, int n) {
        switch (kind) {
            case ADD -> add(a, b, n);
            case SUBTRACT -> subtract(a, b, n);
            case MULTIPLY -> multiply(a, b, n);
            case DIVIDE -> divide(a, b, n);
            case MAXIMUM -> maximum(a, b, n);
            case MINIMUM -> minimum(a, b, n);
            case GREATER -> greater(a, b, n);
            case GREATER_OR_EQUAL -> greaterOrEqual(a, b, n);
            case EQUAL -> equal(a, b, n);
        }
    }

    // One method for each: a loop of its own is what the compiler turns into vector code.

    private static void add(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] += b[i];
        }
    }

    private static void subtract(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] -= b[i];
        }
    }

    private static void multiply(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] *= b[i];
        }
    }

    private static void divide(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] /= b[i];
        }
    }

    private static void maximum(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = Math.max(a[i], b[i]);
        }
    }

    private static void minimum(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = Math.min(a[i], b[i]);
        }
    }

    // Comparisons by masks: the compiler makes branches of a choice between numbers, and they are mispredicted.

    private static void greater(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector.zero(SPECIES).blend(ONE, FloatVector.fromArray(SPECIES, a, i)
                    .compare(VectorOperators.GT, FloatVector.fromArray(SPECIES, b, i))).intoArray(a, i);
        }
    }

    private static void greaterOrEqual(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector.zero(SPECIES).blend(ONE, FloatVector.fromArray(SPECIES, a, i)
                    .compare(VectorOperators.GE, FloatVector.fromArray(SPECIES, b, i))).intoArray(a, i);
        }
    }

    private static void equal(float[] a, float[] b, int n) {
        for (int i = 0; i < n; i += SPECIES.length()) {
            FloatVector.zero(SPECIES).blend(ONE, FloatVector.fromArray(SPECIES, a, i)
                    .compare(VectorOperators.EQ, FloatVector.fromArray(SPECIES, b, i))).intoArray(a, i);
        }
    }
}
