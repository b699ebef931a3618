package dev.factorizer.backend.tornado.kernels.blocks;

import dev.factorizer.backend.tornado.kernels.settings.SettingsEntry;

/** Where an element lies that is counted in the order of some axes. */
public final class StridedAxes {
    /** The size of an axis and the stride on it. */
    public interface Axis extends SettingsEntry {
        int SIZE = 0;
        int STRIDE = 1;
        int LENGTH = 2;
    }

    private StridedAxes() { }

    /**
     * The distance from the first element, in elements.
     *
     * @param index which element, counted in the order of the axes
     * @param settings hold for each axis, the fastest first, its size and its stride
     * @param from where in them the axes begin
     * @param to where they end
     */
    public static int offset(int index, int[] settings, int from, int to) {
        int offset = 0;
        int rest = index;
        for (int axis = from; axis < to; axis += Axis.LENGTH) {
            int size = settings[axis + Axis.SIZE];
            int next = rest / size;
            offset += (rest - next * size) * settings[axis + Axis.STRIDE];
            rest = next;
        }
        return offset;
    }
}
