package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Axes that kernels walk along, with a stride for each of some operands: the fastest first, those of one element left out, those
 * that all operands walk as one joined.
 */
final class Axes {
    private final int operands;
    /** Size, then the strides. */
    private final List<int[]> axes = new ArrayList<>();

    private Axes(int operands) {
        this.operands = operands;
    }

    /**
     * Joins what can be joined.
     *
     * @param sizes the sizes, slowest axis first
     * @param strides for each operand, one stride an axis
     */
    static Axes of(int[] sizes, long[]... strides) {
        Axes joined = new Axes(strides.length);
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (sizes[axis] != 1) {
                joined.add(sizes[axis], axis, strides);
            }
        }
        return joined;
    }

    private void add(int size, int axis, long[][] strides) {
        int[] last = axes.isEmpty() ? null : axes.getLast();
        boolean joins = last != null;
        for (int i = 0; joins && i < operands; i++) {
            joins = strides[i][axis] == (long) last[1 + i] * last[0];
        }
        if (joins) {
            last[0] *= size;
            return;
        }
        int[] next = new int[1 + operands];
        next[0] = size;
        for (int i = 0; i < operands; i++) {
            next[1 + i] = Math.toIntExact(strides[i][axis]);
        }
        axes.add(next);
    }

    /** Strides that repeat a shape to one it broadcasts to. */
    static long[] repeating(Shape from, Shape to) {
        long[] strides = new long[to.rank()];
        long[] own = from.strides();
        for (int i = 1; i <= from.rank(); i++) {
            strides[to.rank() - i] = from.size(-i) == 1 ? 0 : own[from.rank() - i];
        }
        return strides;
    }

    /** How many settings they take. */
    int length() {
        return axes.size() * (1 + operands);
    }

    int count() {
        return axes.size();
    }

    /** The size of the fastest axis, 1 if there is none. */
    int size() {
        return axes.isEmpty() ? 1 : axes.getFirst()[0];
    }

    /** The stride on the fastest axis, 1 if there is none. */
    int stride(int operand) {
        return axes.isEmpty() ? 1 : axes.getFirst()[1 + operand];
    }

    /** All but the fastest. */
    Axes rest() {
        Axes rest = new Axes(operands);
        rest.axes.addAll(axes.subList(Math.min(1, axes.size()), axes.size()));
        return rest;
    }

    /** Settings followed by these axes; the last setting is replaced by where the axes end, counted with the items. */
    int[] after(int... settings) {
        int[] all = join(settings);
        all[settings.length - 1] = all.length + 1;
        return all;
    }

    /** Settings followed by these axes. */
    int[] join(int... settings) {
        int[] all = new int[settings.length + length()];
        System.arraycopy(settings, 0, all, 0, settings.length);
        int at = settings.length;
        for (int[] axis : axes) {
            System.arraycopy(axis, 0, all, at, axis.length);
            at += axis.length;
        }
        return all;
    }
}
