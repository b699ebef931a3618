package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;
import dev.factorizer.backend.tornado.kernels.settings.OpenSettings;
import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/** Elements as they are: one everywhere, copied, selected, of another type; a result of the same type may lie over an input. */
public final class ElementKernels {
    /** Settings of {@link #fill}. */
    public interface Fill extends KernelSettings {
        /** Offset of the number. */
        int NUMBER = 1;
        int Y = 2;
    }

    /** Settings of {@link #fillIntegers}. */
    public interface FillIntegers extends KernelSettings {
        /** The number itself. */
        int NUMBER = 1;
        /** Among the integers. */
        int Y = 2;
    }

    /** Settings of {@link #select} and {@link #selectWhole}, whose condition is one for all. */
    public interface Select extends KernelSettings {
        int CONDITION = 1;
        int A = 2;
        int B = 3;
        int Y = 4;
    }

    /** Settings of {@link #selectBroadcast}. */
    public interface SelectBroadcast extends OpenSettings {
        int CONDITION = 1;
        int A = 2;
        int B = 3;
        int Y = 4;
        /** Where the axes end. */
        int END = 5;
        /** Where the axes begin, the fastest first. */
        int AXES = 6;
    }

    /** The size of an axis and the strides of the operands. */
    public interface SelectAxis extends SettingsEntry {
        int SIZE = 0;
        int CONDITION = 1;
        int A = 2;
        int B = 3;
        int LENGTH = 4;
    }

    private ElementKernels() { }

    public static void fill(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[Fill.Y] + item] = memory[settings[Fill.NUMBER]];
    }

    public static void fillIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[FillIntegers.Y] + item] = settings[FillIntegers.NUMBER];
    }

    public static void copy(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = memory[settings[UnarySettings.X] + item];
    }

    /** A state gets its next value, unless the run has failed. */
    public static void update(int item, float[] memory, int[] integers, int[] settings) {
        if (integers[0] == 0) {
            memory[settings[UnarySettings.Y] + item] = memory[settings[UnarySettings.X] + item];
        }
    }

    /** The same with whole numbers. */
    public static void updateIntegers(int item, float[] memory, int[] integers, int[] settings) {
        if (integers[0] == 0) {
            integers[settings[UnarySettings.Y] + item] = integers[settings[UnarySettings.X] + item];
        }
    }

    public static void copyIntegers(int item, float[] memory, int[] integers, int[] settings) {
        integers[settings[UnarySettings.Y] + item] = integers[settings[UnarySettings.X] + item];
    }

    /** As Java casts them: what a device makes of a float beyond the whole numbers is open. */
    public static void toIntegers(int item, float[] memory, int[] integers, int[] settings) {
        float x = memory[settings[UnarySettings.X] + item];
        int whole = x >= 0x1p31f ? Integer.MAX_VALUE : (int) x;
        whole = x <= -0x1p31f ? Integer.MIN_VALUE : whole;
        integers[settings[UnarySettings.Y] + item] = x != x ? 0 : whole;
    }

    public static void toFloats(int item, float[] memory, int[] integers, int[] settings) {
        memory[settings[UnarySettings.Y] + item] = integers[settings[UnarySettings.X] + item];
    }

    public static void select(int item, float[] memory, int[] integers, int[] settings) {
        float a = memory[settings[Select.A] + item];
        float b = memory[settings[Select.B] + item];
        memory[settings[Select.Y] + item] = memory[settings[Select.CONDITION] + item] != 0f ? a : b;
    }

    public static void selectWhole(int item, float[] memory, int[] integers, int[] settings) {
        float a = memory[settings[Select.A] + item];
        float b = memory[settings[Select.B] + item];
        memory[settings[Select.Y] + item] = memory[settings[Select.CONDITION]] != 0f ? a : b;
    }

    public static void selectBroadcast(int item, float[] memory, int[] integers, int[] settings) {
        int condition = settings[SelectBroadcast.CONDITION];
        int a = settings[SelectBroadcast.A];
        int b = settings[SelectBroadcast.B];
        int rest = item;
        for (int axis = SelectBroadcast.AXES; axis < settings[SelectBroadcast.END]; axis += SelectAxis.LENGTH) {
            int size = settings[axis + SelectAxis.SIZE];
            int next = rest / size;
            int index = rest - next * size;
            condition += index * settings[axis + SelectAxis.CONDITION];
            a += index * settings[axis + SelectAxis.A];
            b += index * settings[axis + SelectAxis.B];
            rest = next;
        }
        memory[settings[SelectBroadcast.Y] + item] = memory[condition] != 0f ? memory[a] : memory[b];
    }
}
