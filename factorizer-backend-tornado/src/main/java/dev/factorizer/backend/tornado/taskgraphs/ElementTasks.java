package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;

/** One element at a time. */
final class ElementTasks {
    /** Elements of an item of kernels for rows. */
    private static final int CHUNK = 16;

    private ElementTasks() { }

    static void fill(Fill fill, Node node, TaskWriter tasks) {
        long items = node.result().shape().elements();
        if (fill.type().dataType() == DataType.INT32) {
            tasks.add(Kernel.FILL_INTEGERS, items, (int) fill.number(), tasks.result());
        } else {
            tasks.add(Kernel.FILL, items, tasks.number(fill.number()), tasks.result());
        }
    }

    static void unary(Unary unary, Node node, TaskWriter tasks) {
        tasks.add(kernel(unary.kind()), node.result().shape().elements(), tasks.input(0), tasks.result());
    }

    private static Kernel kernel(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> Kernel.NEGATE;
            case ABSOLUTE -> Kernel.ABSOLUTE;
            case SIGN -> Kernel.SIGN;
            case EXP -> Kernel.EXPONENTIAL;
            case EXPM1 -> Kernel.EXPONENTIAL_MINUS_ONE;
            case LOG -> Kernel.LOGARITHM;
            case LOG1P -> Kernel.LOGARITHM_OF_ONE_PLUS;
            case SQRT -> Kernel.SQUARE_ROOT;
            case RECIPROCAL -> Kernel.RECIPROCAL;
            case RELU -> Kernel.RECTIFY;
            case SIGMOID -> Kernel.LOGISTIC;
            case TANH -> Kernel.HYPERBOLIC_TANGENT;
            case ERF -> Kernel.ERROR_FUNCTION;
            case COS -> Kernel.COSINE;
            case SIN -> Kernel.SINE;
            case FLOOR -> Kernel.WHOLE_BELOW;
        };
    }

    static void zip(Zip zip, Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        boolean whole = node.result().type().dataType() == DataType.INT32;
        if (!whole && node.input(0).shape().equals(shape) && node.input(1).shape().equals(shape)) {
            tasks.add(kernel(zip.kind()), shape.elements(), tasks.input(0), tasks.input(1), tasks.result());
            return;
        }
        if (!whole && (rows(zip.kind(), 0, 1, node, tasks) || commutes(zip.kind()) && rows(zip.kind(), 1, 0, node, tasks))) {
            return;
        }
        Axes axes = Axes.of(shape.sizes(), Axes.repeating(node.input(0).shape(), shape),
                Axes.repeating(node.input(1).shape(), shape));
        tasks.add(whole ? Kernel.ADD_INTEGERS : Kernel.ZIP_REPEATED, shape.elements(),
                axes.after(tasks.input(0), tasks.input(1), tasks.result(), zip.kind().ordinal(), 0));
    }

    private static boolean commutes(Zip.Kind kind) {
        return kind == Zip.Kind.ADD || kind == Zip.Kind.MULTIPLY;
    }

    /** Where rows of a meet one number of b each, as normalizations do it, one place is looked up for a chunk of elements. */
    private static boolean rows(Zip.Kind kind, int a, int b, Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        Axes axes = Axes.of(shape.sizes(), Axes.repeating(node.input(b).shape(), shape));
        Kernel kernel = rowKernel(kind);
        if (kernel == null || !node.input(a).shape().equals(shape) || axes.stride(0) != 0 || axes.size() % CHUNK != 0) {
            return false;
        }
        tasks.add(kernel, shape.elements() / CHUNK, axes.rest().after(tasks.input(a), tasks.input(b), tasks.result(),
                axes.size() / CHUNK, 0));
        return true;
    }

    private static Kernel rowKernel(Zip.Kind kind) {
        return switch (kind) {
            case ADD -> Kernel.ADD_ROWS;
            case SUBTRACT -> Kernel.SUBTRACT_ROWS;
            case MULTIPLY -> Kernel.MULTIPLY_ROWS;
            case DIVIDE -> Kernel.DIVIDE_ROWS;
            case MAXIMUM, MINIMUM, GREATER, GREATER_OR_EQUAL, EQUAL -> null;
        };
    }

    private static Kernel kernel(Zip.Kind kind) {
        return switch (kind) {
            case ADD -> Kernel.ADD;
            case SUBTRACT -> Kernel.SUBTRACT;
            case MULTIPLY -> Kernel.MULTIPLY;
            case DIVIDE -> Kernel.DIVIDE;
            case MAXIMUM -> Kernel.GREATER_OF_TWO;
            case MINIMUM -> Kernel.SMALLER_OF_TWO;
            case GREATER -> Kernel.IS_GREATER;
            case GREATER_OR_EQUAL -> Kernel.IS_GREATER_OR_EQUAL;
            case EQUAL -> Kernel.IS_EQUAL;
        };
    }

    static void select(Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        boolean choices = node.input(1).shape().equals(shape) && node.input(2).shape().equals(shape);
        // One condition for a whole tensor: an optimizer's step is taken or not.
        boolean one = node.input(0).shape().elements() == 1;
        if (choices && (one || node.input(0).shape().equals(shape))) {
            tasks.add(one ? Kernel.CHOOSE_WHOLE : Kernel.CHOOSE, shape.elements(), tasks.input(0), tasks.input(1), tasks.input(2), tasks.result());
            return;
        }
        Axes axes = Axes.of(shape.sizes(), Axes.repeating(node.input(0).shape(), shape),
                Axes.repeating(node.input(1).shape(), shape), Axes.repeating(node.input(2).shape(), shape));
        tasks.add(Kernel.CHOOSE_REPEATED, shape.elements(),
                axes.after(tasks.input(0), tasks.input(1), tasks.input(2), tasks.result(), 0));
    }

    static void cast(Cast cast, Node node, TaskWriter tasks) {
        DataType from = node.input(0).type().dataType();
        DataType to = cast.dataType();
        Kernel kernel;
        if (from == to) {
            kernel = to == DataType.INT32 ? Kernel.COPY_INTEGERS : Kernel.COPY;
        } else if (from == DataType.FLOAT32 && to == DataType.INT32) {
            kernel = Kernel.TO_INTEGERS;
        } else if (from == DataType.INT32 && to == DataType.FLOAT32) {
            kernel = Kernel.TO_FLOATS;
        } else {
            throw new BackendException("backend \"tornado\": cast from " + from + " to " + to
                    + " is not offered; this backend computes in float32 and int32");
        }
        tasks.add(kernel, node.result().shape().elements(), tasks.input(0), tasks.result());
    }
}
