package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.Part;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Flip;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import java.util.List;

/** Elements moved to other places. */
final class MovementTasks {
    /** Elements of an item of kernels for rows. */
    private static final int CHUNK = 16;
    /** Shorter rows are moved element by element. */
    private static final int LEAST_ROW = 4;

    private MovementTasks() { }

    static void identity(Node node, TaskWriter tasks) {
        tasks.add(whole(node.result()) ? Kernel.COPY_INTEGERS : Kernel.COPY, node.result().shape().elements(),
                tasks.input(0), tasks.result());
    }

    static void permute(Permute permute, Node node, TaskWriter tasks) {
        long[] strides = node.input(0).shape().strides();
        read(0, permute.order().stream().mapToLong(axis -> strides[axis]).toArray(), node, tasks);
    }

    static void slice(Slice slice, Node node, TaskWriter tasks) {
        List<Part> parts = Part.of(node);
        if (!parts.isEmpty() && inPlace(parts.getFirst(), tasks)) {
            return;
        }
        long[] strides = node.input(0).shape().strides();
        long start = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            start += slice.starts().get(axis) * strides[axis];
            strides[axis] *= slice.steps().get(axis);
        }
        read(start, strides, node, tasks);
    }

    static void broadcast(Node node, TaskWriter tasks) {
        read(0, Axes.repeating(node.input(0).shape(), node.result().shape()), node, tasks);
    }

    static void flip(Flip flip, Node node, TaskWriter tasks) {
        long[] strides = node.input(0).shape().strides();
        long start = 0;
        for (int axis : flip.axes()) {
            start += Math.max(0, node.input(0).shape().size(axis) - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        read(start, strides, node, tasks);
    }

    static void pad(Pad pad, Node node, TaskWriter tasks) {
        Shape x = node.input(0).shape();
        Shape y = node.result().shape();
        long[] strides = x.strides();
        int slower = Math.max(0, y.rank() - 1);
        int[] settings = new int[8 + 4 * slower];
        int row = y.rank() == 0 ? 1 : y.size(-1);
        settings[0] = tasks.input(0);
        settings[1] = tasks.result();
        settings[2] = tasks.number(pad.number());
        settings[3] = row;
        settings[4] = y.rank() == 0 ? 0 : pad.low().getLast();
        settings[5] = y.rank() == 0 ? 1 : x.size(-1);
        settings[6] = chunks(row);
        settings[7] = settings.length + 1;
        for (int axis = 0; axis < slower; axis++) {
            int at = 4 + 4 * (slower - axis);
            settings[at] = y.size(axis);
            settings[at + 1] = pad.low().get(axis);
            settings[at + 2] = x.size(axis);
            settings[at + 3] = (int) strides[axis];
        }
        tasks.add(Kernel.PAD, row == 0 ? 0 : y.elements() / row * chunks(row), settings);
    }

    private static int chunks(int row) {
        return (row + CHUNK - 1) / CHUNK;
    }

    static void concatenate(Concatenate concatenate, Node node, TaskWriter tasks) {
        long[] strides = node.result().shape().strides();
        List<Part> parts = Part.of(node);
        int start = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            Shape shape = node.input(i).shape();
            // A value that is joined twice has its place once.
            if (parts.isEmpty() || !inPlace(parts.get(i), tasks)) {
                int first = tasks.result() + Math.toIntExact(start * strides[concatenate.axis()]);
                move(node.input(i), tasks.input(i), shape.strides(), first, strides, shape, tasks);
            }
            start += shape.size(concatenate.axis());
        }
    }

    /** Whether the plan has put a part where it belongs in the whole. Whole numbers never are: each has a place of its own. */
    private static boolean inPlace(Part part, TaskWriter tasks) {
        return tasks.offset(part.part()) == tasks.offset(part.whole())
                + part.offset() / part.part().type().dataType().bytes();
    }

    /** The result's elements, read from the input by a stride for each of the result's axes. */
    private static void read(long start, long[] strides, Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        move(node.input(0), tasks.input(0) + Math.toIntExact(start), strides, tasks.result(), shape.strides(), shape, tasks);
    }

    private static void move(Value value, int from, long[] fromStrides, int to, long[] toStrides, Shape shape,
            TaskWriter tasks) {
        Axes axes = Axes.of(shape.sizes(), fromStrides, toStrides);
        boolean pieces = axes.stride(1) == 1 && axes.size() >= LEAST_ROW && shape.elements() > 0;
        if (axes.count() <= 1 && axes.stride(0) == 1 && axes.stride(1) == 1) {
            tasks.add(whole(value) ? Kernel.COPY_INTEGERS : Kernel.COPY, shape.elements(), from, to);
        } else if (whole(value)) {
            tasks.add(Kernel.MOVE_INTEGERS, shape.elements(), axes.after(from, to, 0));
        } else if (pieces && (axes.stride(0) == 1 || axes.stride(0) == 0)) {
            tasks.add(axes.stride(0) == 1 ? Kernel.MOVE_ROWS : Kernel.REPEAT_ROWS,
                    shape.elements() / axes.size() * chunks(axes.size()),
                    axes.rest().after(from, to, axes.size(), chunks(axes.size()), 0));
        } else {
            tasks.add(Kernel.MOVE, shape.elements(), axes.after(from, to, 0));
        }
    }

    private static boolean whole(Value value) {
        return value.type().dataType() == DataType.INT32;
    }
}
