package dev.factorizer.backend.tornado.taskgraphs.movement;

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
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels.Axis;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels.Move;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels.PadAxis;
import dev.factorizer.backend.tornado.kernels.movement.MovementKernels.Rows;
import dev.factorizer.backend.tornado.taskgraphs.writing.Axes;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskSettings;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.List;

/** Elements moved to other places. */
public final class MovementTasks {
    /** Elements of an item of kernels for rows. */
    private static final int CHUNK = 16;
    /** Shorter rows are moved element by element. */
    private static final int LEAST_ROW = 4;

    private static final int X = 0;
    // The operands of axes.
    private static final int FROM = 0;
    private static final int TO = 1;

    private MovementTasks() { }

    public static void identity(Node node, TaskWriter tasks) {
        tasks.copy(node.result().type().dataType(), node.result().shape().elements(), tasks.input(X), tasks.result());
    }

    public static void permute(Permute permute, Node node, TaskWriter tasks) {
        long[] strides = node.input(X).shape().strides();
        read(0, permute.order().stream().mapToLong(axis -> strides[axis]).toArray(), node, tasks);
    }

    public static void slice(Slice slice, Node node, TaskWriter tasks) {
        List<Part> parts = Part.of(node);
        if (!parts.isEmpty() && inPlace(parts.getFirst(), tasks)) {
            return;
        }
        long[] strides = node.input(X).shape().strides();
        long start = 0;
        for (int axis = 0; axis < strides.length; axis++) {
            start += slice.starts().get(axis) * strides[axis];
            strides[axis] *= slice.steps().get(axis);
        }
        read(start, strides, node, tasks);
    }

    public static void broadcast(Node node, TaskWriter tasks) {
        read(0, Axes.broadcasting(node.input(X).shape(), node.result().shape()), node, tasks);
    }

    public static void flip(Flip flip, Node node, TaskWriter tasks) {
        long[] strides = node.input(X).shape().strides();
        long start = 0;
        for (int axis : flip.axes()) {
            start += Math.max(0, node.input(X).shape().size(axis) - 1) * strides[axis];
            strides[axis] = -strides[axis];
        }
        read(start, strides, node, tasks);
    }

    public static void pad(Pad pad, Node node, TaskWriter tasks) {
        Shape x = node.input(X).shape();
        Shape y = node.result().shape();
        long[] strides = x.strides();
        int slower = Math.max(0, y.rank() - 1);
        int row = y.rank() == 0 ? 1 : y.size(-1);
        TaskSettings task = tasks.task(Kernel.PAD, row == 0 ? 0 : y.elements() / row * chunks(row))
                .set(MovementKernels.Pad.X, tasks.input(X)).set(MovementKernels.Pad.Y, tasks.result())
                .set(MovementKernels.Pad.NUMBER, tasks.number(pad.number())).set(MovementKernels.Pad.ROW, row)
                .set(MovementKernels.Pad.BEFORE, y.rank() == 0 ? 0 : pad.low().getLast())
                .set(MovementKernels.Pad.WITHIN, y.rank() == 0 ? 1 : x.size(-1)).set(MovementKernels.Pad.CHUNKS, chunks(row));
        for (int axis = slower - 1; axis >= 0; axis--) {
            task.entry(PadAxis.class, y.size(axis), pad.low().get(axis), x.size(axis), (int) strides[axis]);
        }
        task.end(MovementKernels.Pad.END).write();
    }

    private static int chunks(int row) {
        return (row + CHUNK - 1) / CHUNK;
    }

    public static void concatenate(Concatenate concatenate, Node node, TaskWriter tasks) {
        long[] strides = node.result().shape().strides();
        List<Part> parts = Part.of(node);
        int start = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            Shape shape = node.input(i).shape();
            // A value that is joined twice is there once.
            if (parts.isEmpty() || !inPlace(parts.get(i), tasks)) {
                int first = tasks.result() + Math.toIntExact(start * strides[concatenate.axis()]);
                move(node.input(i), tasks.input(i), shape.strides(), first, strides, shape, tasks);
            }
            start += shape.size(concatenate.axis());
        }
    }

    /** Whether the plan has put a part where it belongs in the whole. Whole numbers never are: each lies by itself. */
    private static boolean inPlace(Part part, TaskWriter tasks) {
        return tasks.offset(part.part()) == tasks.offset(part.whole())
                + part.offset() / part.part().type().dataType().bytes();
    }

    /** The result's elements, read from the input by a stride for each of the result's axes. */
    private static void read(long start, long[] strides, Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        move(node.input(X), tasks.input(X) + Math.toIntExact(start), strides, tasks.result(), shape.strides(), shape, tasks);
    }

    private static void move(Value value, int from, long[] fromStrides, int to, long[] toStrides, Shape shape,
            TaskWriter tasks) {
        Axes axes = Axes.of(shape.sizes(), fromStrides, toStrides);
        boolean pieces = axes.stride(TO) == 1 && axes.size() >= LEAST_ROW && shape.elements() > 0;
        if (axes.count() <= 1 && axes.stride(FROM) == 1 && axes.stride(TO) == 1) {
            tasks.copy(value.type().dataType(), shape.elements(), from, to);
        } else if (value.type().dataType() == DataType.INT32) {
            move(Kernel.MOVE_INTEGERS, shape, axes, from, to, tasks);
        } else if (pieces && (axes.stride(FROM) == 1 || axes.stride(FROM) == 0)) {
            tasks.task(axes.stride(FROM) == 1 ? Kernel.MOVE_ROWS : Kernel.BROADCAST_ROWS,
                    shape.elements() / axes.size() * chunks(axes.size()))
                    .set(Rows.X, from).set(Rows.Y, to).set(Rows.ROW, axes.size()).set(Rows.CHUNKS, chunks(axes.size()))
                    .axes(Axis.class, axes.rest()).end(Rows.END)
                    .write();
        } else {
            move(Kernel.MOVE, shape, axes, from, to, tasks);
        }
    }

    private static void move(Kernel kernel, Shape shape, Axes axes, int from, int to, TaskWriter tasks) {
        tasks.task(kernel, shape.elements()).set(Move.X, from).set(Move.Y, to).axes(Axis.class, axes).end(Move.END).write();
    }
}
