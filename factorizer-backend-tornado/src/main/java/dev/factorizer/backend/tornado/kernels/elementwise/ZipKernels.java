package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.blocks.StridedAxes;
import dev.factorizer.backend.tornado.kernels.functions.PairFunctions;
import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;
import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/**
 * Functions of two elements; a result may lie over an input. Where a row of a, in one piece, meets one number of b, an item takes a
 * chunk of sixteen elements.
 */
public final class ZipKernels {
    /** Settings where all shapes are the same. */
    public interface Same extends KernelSettings {
        int A = 1;
        int B = 2;
        int Y = 3;
    }

    /** Settings of {@link #zipBroadcast} and {@link #addIntegers}. */
    public interface Broadcast extends OpenSettings {
        int A = 1;
        int B = 2;
        int Y = 3;
        /** One of the codes of {@link PairFunctions}. */
        int KIND = 4;
        /** Where the axes end. */
        int END = 5;
        /** Where the axes begin, the fastest first. */
        int AXES = 6;
    }

    /** The size of an axis and the strides of the operands. */
    public interface Axis extends SettingsEntry {
        int SIZE = 0;
        int A = 1;
        int B = 2;
        int LENGTH = 3;
    }

    /** Settings where a row of a meets one number of b. */
    public interface Rows extends OpenSettings {
        int A = 1;
        int B = 2;
        int Y = 3;
        /** Of a row. */
        int CHUNKS = 4;
        /** Where the axes of {@link StridedAxes} end. */
        int END = 5;
        /** Where the axes beside the row begin, with the stride of b. */
        int AXES = 6;
    }

    private static final int CHUNK = 16;

    private ZipKernels() { }

    public static void add(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = memory[settings[Same.A] + item] + memory[settings[Same.B] + item];
    }

    public static void subtract(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = memory[settings[Same.A] + item] - memory[settings[Same.B] + item];
    }

    public static void multiply(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = memory[settings[Same.A] + item] * memory[settings[Same.B] + item];
    }

    public static void divide(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = memory[settings[Same.A] + item] / memory[settings[Same.B] + item];
    }

    public static void maximum(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = PairFunctions.maximum(memory[settings[Same.A] + item], memory[settings[Same.B] + item]);
    }

    public static void minimum(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = PairFunctions.minimum(memory[settings[Same.A] + item], memory[settings[Same.B] + item]);
    }

    public static void greater(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = PairFunctions.greater(memory[settings[Same.A] + item], memory[settings[Same.B] + item]);
    }

    public static void greaterOrEqual(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = PairFunctions.greaterOrEqual(memory[settings[Same.A] + item],
                memory[settings[Same.B] + item]);
    }

    public static void equal(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Same.Y] + item] = PairFunctions.equal(memory[settings[Same.A] + item], memory[settings[Same.B] + item]);
    }

    public static void zipBroadcast(int item, float[] memory, int[] integers, int[] settings) {
        int a = settings[Broadcast.A];
        int b = settings[Broadcast.B];
        int rest = item;
        for (int axis = Broadcast.AXES; axis < settings[Broadcast.END]; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            a += index * settings[axis + Axis.A];
            b += index * settings[axis + Axis.B];
            rest = next;
        }
        memory[settings[Broadcast.Y] + item] = PairFunctions.of(settings[Broadcast.KIND], memory[a], memory[b]);
    }

    /** The sum of whole numbers, whatever the kind. */
    public static void addIntegers(int item, float[] memory, int[] integers, int[] settings) {
        int a = settings[Broadcast.A];
        int b = settings[Broadcast.B];
        int rest = item;
        for (int axis = Broadcast.AXES; axis < settings[Broadcast.END]; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            a += index * settings[axis + Axis.A];
            b += index * settings[axis + Axis.B];
            rest = next;
        }
        integers[settings[Broadcast.Y] + item] = integers[a] + integers[b];
    }

    public static void addRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[Rows.B] + StridedAxes.offset(item / settings[Rows.CHUNKS], settings, Rows.AXES,
                settings[Rows.END])];
        int a = settings[Rows.A] + item * CHUNK;
        int y = settings[Rows.Y] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] + b;
        }
    }

    public static void subtractRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[Rows.B] + StridedAxes.offset(item / settings[Rows.CHUNKS], settings, Rows.AXES,
                settings[Rows.END])];
        int a = settings[Rows.A] + item * CHUNK;
        int y = settings[Rows.Y] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] - b;
        }
    }

    public static void multiplyRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[Rows.B] + StridedAxes.offset(item / settings[Rows.CHUNKS], settings, Rows.AXES,
                settings[Rows.END])];
        int a = settings[Rows.A] + item * CHUNK;
        int y = settings[Rows.Y] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] * b;
        }
    }

    public static void divideRows(int item, float[] memory, int[] integers, int[] settings) {
        float b = memory[settings[Rows.B] + StridedAxes.offset(item / settings[Rows.CHUNKS], settings, Rows.AXES,
                settings[Rows.END])];
        int a = settings[Rows.A] + item * CHUNK;
        int y = settings[Rows.Y] + item * CHUNK;
        for (int i = 0; i < CHUNK; i++) {
            memory[y + i] = memory[a + i] / b;
        }
    }
}
