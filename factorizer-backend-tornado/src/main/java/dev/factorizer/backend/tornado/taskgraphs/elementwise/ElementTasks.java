package dev.factorizer.backend.tornado.taskgraphs.elementwise;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.blocks.StridedAxes;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels.FillIntegers;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels.SelectAxis;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels.SelectBroadcast;
import dev.factorizer.backend.tornado.kernels.elementwise.GeluKernels.Gradient;
import dev.factorizer.backend.tornado.kernels.elementwise.UnarySettings;
import dev.factorizer.backend.tornado.kernels.elementwise.ZipKernels;
import dev.factorizer.backend.tornado.kernels.elementwise.ZipKernels.Broadcast;
import dev.factorizer.backend.tornado.kernels.elementwise.ZipKernels.Rows;
import dev.factorizer.backend.tornado.kernels.elementwise.ZipKernels.Same;
import dev.factorizer.backend.tornado.kernels.functions.PairFunctions;
import dev.factorizer.backend.tornado.taskgraphs.writing.Axes;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.Optional;

/** One element at a time. */
public final class ElementTasks {
    /** Elements of an item of kernels for rows. */
    private static final int CHUNK = 16;

    // The inputs: of functions of one element, of two, and of a choice.
    private static final int X = 0;
    private static final int A = 0;
    private static final int B = 1;
    private static final int CONDITION = 0;
    private static final int CHOICE_A = 1;
    private static final int CHOICE_B = 2;

    private ElementTasks() { }

    public static void fill(Fill fill, Node node, TaskWriter tasks) {
        long items = node.result().shape().elements();
        if (fill.type().dataType() == DataType.INT32) {
            tasks.task(Kernel.FILL_INTEGERS, items).set(FillIntegers.NUMBER, (int) fill.number())
                    .set(FillIntegers.Y, tasks.result()).write();
        } else {
            tasks.task(Kernel.FILL, items).set(ElementKernels.Fill.NUMBER, tasks.number(fill.number()))
                    .set(ElementKernels.Fill.Y, tasks.result()).write();
        }
    }

    public static void unary(Unary unary, Node node, TaskWriter tasks) {
        each(kernel(unary.kind()), node, tasks);
    }

    /** A kernel that makes one element of another. */
    private static void each(Kernel kernel, Node node, TaskWriter tasks) {
        tasks.task(kernel, node.result().shape().elements()).set(UnarySettings.X, tasks.input(X)).set(UnarySettings.Y, tasks.result())
                .write();
    }

    public static void gelu(Node node, TaskWriter tasks) {
        each(Kernel.GELU, node, tasks);
    }

    public static void geluGradient(VectorJacobianProduct product, Node node, TaskWriter tasks) {
        tasks.task(Kernel.GELU_GRADIENT, node.result().shape().elements())
                .set(Gradient.X, tasks.input(X)).set(Gradient.G, tasks.cotangent(product)).set(Gradient.RESULT, tasks.result())
                .write();
    }

    private static Kernel kernel(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE -> Kernel.NEGATE;
            case ABSOLUTE -> Kernel.ABSOLUTE;
            case SIGN -> Kernel.SIGN;
            case EXP -> Kernel.EXP;
            case EXPM1 -> Kernel.EXPM1;
            case LOG -> Kernel.LOG;
            case LOG1P -> Kernel.LOG1P;
            case SQRT -> Kernel.SQRT;
            case RECIPROCAL -> Kernel.RECIPROCAL;
            case RELU -> Kernel.RELU;
            case SIGMOID -> Kernel.SIGMOID;
            case TANH -> Kernel.TANH;
            case ERF -> Kernel.ERF;
            case COS -> Kernel.COS;
            case SIN -> Kernel.SIN;
            case FLOOR -> Kernel.FLOOR;
        };
    }

    public static void zip(Zip zip, Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        boolean whole = node.result().type().dataType() == DataType.INT32;
        if (!whole && node.input(A).shape().equals(shape) && node.input(B).shape().equals(shape)) {
            tasks.task(kernel(zip.kind()), shape.elements())
                    .set(Same.A, tasks.input(A)).set(Same.B, tasks.input(B)).set(Same.Y, tasks.result())
                    .write();
            return;
        }
        if (!whole && (rows(zip.kind(), A, B, node, tasks) || commutes(zip.kind()) && rows(zip.kind(), B, A, node, tasks))) {
            return;
        }
        Axes axes = Axes.of(shape.sizes(), Axes.broadcasting(node.input(A).shape(), shape),
                Axes.broadcasting(node.input(B).shape(), shape));
        tasks.task(whole ? integerKernel(zip.kind()) : Kernel.ZIP_BROADCAST, shape.elements())
                .set(Broadcast.A, tasks.input(A)).set(Broadcast.B, tasks.input(B)).set(Broadcast.Y, tasks.result())
                .set(Broadcast.KIND, code(zip.kind())).axes(ZipKernels.Axis.class, axes).end(Broadcast.END)
                .write();
    }

    /** What a function is called on the device. */
    public static int code(Zip.Kind kind) {
        return switch (kind) {
            case ADD -> PairFunctions.ADD;
            case SUBTRACT -> PairFunctions.SUBTRACT;
            case MULTIPLY -> PairFunctions.MULTIPLY;
            case DIVIDE -> PairFunctions.DIVIDE;
            case MAXIMUM -> PairFunctions.MAXIMUM;
            case MINIMUM -> PairFunctions.MINIMUM;
            case GREATER -> PairFunctions.GREATER;
            case GREATER_OR_EQUAL -> PairFunctions.GREATER_OR_EQUAL;
            case EQUAL -> PairFunctions.EQUAL;
        };
    }

    private static Kernel integerKernel(Zip.Kind kind) {
        if (kind != Zip.Kind.ADD) {
            throw new BackendException("backend \"tornado\": " + kind + " of int32 is not offered; this backend adds whole numbers");
        }
        return Kernel.ADD_INTEGERS;
    }

    private static boolean commutes(Zip.Kind kind) {
        return kind == Zip.Kind.ADD || kind == Zip.Kind.MULTIPLY;
    }

    /** Where rows of a meet one number of b each, as normalizations do it, one offset is looked up for a chunk of elements. */
    private static boolean rows(Zip.Kind kind, int a, int b, Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        Axes axes = Axes.of(shape.sizes(), Axes.broadcasting(node.input(b).shape(), shape));
        Optional<Kernel> kernel = rowKernel(kind);
        if (kernel.isEmpty() || !node.input(a).shape().equals(shape) || axes.stride(0) != 0 || axes.size() % CHUNK != 0) {
            return false;
        }
        tasks.task(kernel.get(), shape.elements() / CHUNK)
                .set(Rows.A, tasks.input(a)).set(Rows.B, tasks.input(b)).set(Rows.Y, tasks.result())
                .set(Rows.CHUNKS, axes.size() / CHUNK).axes(StridedAxes.Axis.class, axes.rest()).end(Rows.END)
                .write();
        return true;
    }

    private static Optional<Kernel> rowKernel(Zip.Kind kind) {
        return switch (kind) {
            case ADD -> Optional.of(Kernel.ADD_ROWS);
            case SUBTRACT -> Optional.of(Kernel.SUBTRACT_ROWS);
            case MULTIPLY -> Optional.of(Kernel.MULTIPLY_ROWS);
            case DIVIDE -> Optional.of(Kernel.DIVIDE_ROWS);
            case MAXIMUM, MINIMUM, GREATER, GREATER_OR_EQUAL, EQUAL -> Optional.empty();
        };
    }

    private static Kernel kernel(Zip.Kind kind) {
        return switch (kind) {
            case ADD -> Kernel.ADD;
            case SUBTRACT -> Kernel.SUBTRACT;
            case MULTIPLY -> Kernel.MULTIPLY;
            case DIVIDE -> Kernel.DIVIDE;
            case MAXIMUM -> Kernel.MAXIMUM;
            case MINIMUM -> Kernel.MINIMUM;
            case GREATER -> Kernel.GREATER;
            case GREATER_OR_EQUAL -> Kernel.GREATER_OR_EQUAL;
            case EQUAL -> Kernel.EQUAL;
        };
    }

    public static void select(Node node, TaskWriter tasks) {
        Shape shape = node.result().shape();
        boolean choices = node.input(CHOICE_A).shape().equals(shape) && node.input(CHOICE_B).shape().equals(shape);
        // One condition for a whole tensor: an optimizer's step is taken or not.
        boolean one = node.input(CONDITION).shape().elements() == 1;
        if (choices && (one || node.input(CONDITION).shape().equals(shape))) {
            tasks.task(one ? Kernel.SELECT_WHOLE : Kernel.SELECT, shape.elements())
                    .set(ElementKernels.Select.CONDITION, tasks.input(CONDITION)).set(ElementKernels.Select.A, tasks.input(CHOICE_A))
                    .set(ElementKernels.Select.B, tasks.input(CHOICE_B)).set(ElementKernels.Select.Y, tasks.result())
                    .write();
            return;
        }
        Axes axes = Axes.of(shape.sizes(), Axes.broadcasting(node.input(CONDITION).shape(), shape),
                Axes.broadcasting(node.input(CHOICE_A).shape(), shape), Axes.broadcasting(node.input(CHOICE_B).shape(), shape));
        tasks.task(Kernel.SELECT_BROADCAST, shape.elements())
                .set(SelectBroadcast.CONDITION, tasks.input(CONDITION)).set(SelectBroadcast.A, tasks.input(CHOICE_A))
                .set(SelectBroadcast.B, tasks.input(CHOICE_B)).set(SelectBroadcast.Y, tasks.result())
                .axes(SelectAxis.class, axes).end(SelectBroadcast.END)
                .write();
    }

    public static void cast(Cast cast, Node node, TaskWriter tasks) {
        DataType from = node.input(X).type().dataType();
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
        each(kernel, node, tasks);
    }
}
