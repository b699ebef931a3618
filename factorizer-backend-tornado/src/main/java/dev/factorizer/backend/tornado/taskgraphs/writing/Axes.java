package dev.factorizer.backend.tornado.taskgraphs.writing;

import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Axes that kernels walk along, with a stride for each of some operands: the fastest first, those of one element left out, those
 * that all operands walk as one joined.
 */
public final class Axes {
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
    public static Axes of(int[] sizes, long[]... strides) {
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
    public static long[] broadcasting(Shape from, Shape to) {
        long[] strides = new long[to.rank()];
        long[] own = from.strides();
        for (int i = 1; i <= from.rank(); i++) {
            strides[to.rank() - i] = from.size(-i) == 1 ? 0 : own[from.rank() - i];
        }
        return strides;
    }

    public int count() {
        return axes.size();
    }

    /** The size of the fastest axis, 1 if there is none. */
    public int size() {
        return axes.isEmpty() ? 1 : axes.getFirst()[0];
    }

    /** The stride on the fastest axis, 1 if there is none. */
    public int stride(int operand) {
        return axes.isEmpty() ? 1 : axes.getFirst()[1 + operand];
    }

    /** All but the fastest. */
    public Axes rest() {
        Axes rest = new Axes(operands);
        rest.axes.addAll(axes.subList(Math.min(1, axes.size()), axes.size()));
        return rest;
    }

    /** Each axis as kernels read it: its size, then a stride for each operand. */
    public List<int[]> entries() {
        return axes;
    }
}
