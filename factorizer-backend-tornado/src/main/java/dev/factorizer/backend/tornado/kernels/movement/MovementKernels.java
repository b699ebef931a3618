package dev.factorizer.backend.tornado.kernels.movement;

import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/**
 * Elements moved to other places.
 *
 * <p>Where rows are moved, an item moves a chunk of one, of sixteen elements or what is left of the row.
 */
public final class MovementKernels {
    /** Settings of {@link #move} and {@link #moveIntegers}. */
    public interface Move extends OpenSettings {
        int X = 1;
        int Y = 2;
        /** Where the axes end. */
        int END = 3;
        /** Where the axes begin, the fastest first. */
        int AXES = 4;
    }

    /** Settings of {@link #moveRows} and {@link #broadcastRows}. */
    public interface Rows extends OpenSettings {
        int X = 1;
        int Y = 2;
        /** Elements of a row. */
        int ROW = 3;
        /** Of a row. */
        int CHUNKS = 4;
        /** Where the axes end. */
        int END = 5;
        /** Where the axes beside the row begin. */
        int AXES = 6;
    }

    /** The size of an axis and the strides of x and y. */
    public interface Axis extends SettingsEntry {
        int SIZE = 0;
        int X = 1;
        int Y = 2;
        int LENGTH = 3;
    }

    /** Settings of {@link #pad}. */
    public interface Pad extends OpenSettings {
        int X = 1;
        int Y = 2;
        /** Offset of the number. */
        int NUMBER = 3;
        /** Elements of a row of y. */
        int ROW = 4;
        /** How many come before those of x. */
        int BEFORE = 5;
        /** How many are those of x. */
        int WITHIN = 6;
        /** Of a row. */
        int CHUNKS = 7;
        /** Where the axes end. */
        int END = 8;
        /** Where the axes beside the row begin. */
        int AXES = 9;
    }

    /** The size of y, how many elements come before those of x, the size of x, its stride. */
    public interface PadAxis extends SettingsEntry {
        int SIZE = 0;
        int BEFORE = 1;
        int WITHIN = 2;
        int STRIDE = 3;
        int LENGTH = 4;
    }

    private static final int CHUNK = 16;

    private MovementKernels() { }

    public static void move(int item, float[] memory, int[] integers, int[] settings) {
        int x = settings[Move.X];
        int y = settings[Move.Y];
        int rest = item;
        for (int axis = Move.AXES; axis < settings[Move.END]; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + Axis.X];
            y += index * settings[axis + Axis.Y];
            rest = next;
        }
        memory[y] = memory[x];
    }

    public static void moveIntegers(int item, float[] memory, int[] integers, int[] settings) {
        int x = settings[Move.X];
        int y = settings[Move.Y];
        int rest = item;
        for (int axis = Move.AXES; axis < settings[Move.END]; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + Axis.X];
            y += index * settings[axis + Axis.Y];
            rest = next;
        }
        integers[y] = integers[x];
    }

    /** Rows that lie in one piece in both. */
    public static void moveRows(int item, float[] memory, int[] integers, int[] settings) {
        int chunks = settings[Rows.CHUNKS];
        int row = item / chunks;
        int start = (item - row * chunks) * CHUNK;
        int count = settings[Rows.ROW] - start < CHUNK ? settings[Rows.ROW] - start : CHUNK;
        int x = settings[Rows.X] + start;
        int y = settings[Rows.Y] + start;
        int rest = row;
        for (int axis = Rows.AXES; axis < settings[Rows.END]; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + Axis.X];
            y += index * settings[axis + Axis.Y];
            rest = next;
        }
        for (int i = 0; i < count; i++) {
            memory[y + i] = memory[x + i];
        }
    }

    /** Rows of one number each, which lie in one piece in y. */
    public static void broadcastRows(int item, float[] memory, int[] integers, int[] settings) {
        int chunks = settings[Rows.CHUNKS];
        int row = item / chunks;
        int start = (item - row * chunks) * CHUNK;
        int count = settings[Rows.ROW] - start < CHUNK ? settings[Rows.ROW] - start : CHUNK;
        int x = settings[Rows.X];
        int y = settings[Rows.Y] + start;
        int rest = row;
        for (int axis = Rows.AXES; axis < settings[Rows.END]; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            x += index * settings[axis + Axis.X];
            y += index * settings[axis + Axis.Y];
            rest = next;
        }
        float number = memory[x];
        for (int i = 0; i < count; i++) {
            memory[y + i] = number;
        }
    }

    /** A number around x. */
    public static void pad(int item, float[] memory, int[] integers, int[] settings) {
        int chunks = settings[Pad.CHUNKS];
        int row = item / chunks;
        int start = (item - row * chunks) * CHUNK;
        int end = start + CHUNK < settings[Pad.ROW] ? start + CHUNK : settings[Pad.ROW];
        int y = settings[Pad.Y] + row * settings[Pad.ROW];
        int x = settings[Pad.X] - settings[Pad.BEFORE];
        int first = settings[Pad.BEFORE];
        int last = settings[Pad.BEFORE] + settings[Pad.WITHIN];
        int rest = row;
        for (int axis = Pad.AXES; axis < settings[Pad.END]; axis += PadAxis.LENGTH) {
            int size = settings[axis + PadAxis.SIZE];
            int next = rest / size;
            int index = rest - next * size - settings[axis + PadAxis.BEFORE];
            if (index < 0 || index >= settings[axis + PadAxis.WITHIN]) {
                first = end;
                last = end;
            }
            x += index * settings[axis + PadAxis.STRIDE];
            rest = next;
        }
        first = first < start ? start : first;
        first = first > end ? end : first;
        last = last < first ? first : last;
        last = last > end ? end : last;
        float number = memory[settings[Pad.NUMBER]];
        for (int i = start; i < first; i++) {
            memory[y + i] = number;
        }
        for (int i = first; i < last; i++) {
            memory[y + i] = memory[x + i];
        }
        for (int i = last; i < end; i++) {
            memory[y + i] = number;
        }
    }
}
