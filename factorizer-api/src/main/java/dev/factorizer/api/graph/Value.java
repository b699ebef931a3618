package dev.factorizer.api.graph;

import dev.factorizer.api.operations.Broadcast;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.Permute;
import dev.factorizer.api.operations.Power;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.Select;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.operations.StopGradient;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor that will exist when a program runs: one result of a node. Calling a method adds a node to its trace; no data
 * moves. Operations without a method here are applied by {@link #apply}.
 */
public final class Value {
    private final Node node;
    private final int index;

    Value(Node node, int index) {
        this.node = node;
        this.index = index;
    }

    /** {@return the node that computes it} */
    public Node node() { return node; }

    /** {@return which result of its node it is} */
    public int index() { return index; }

    /** {@return data type and shape} */
    public Type type() { return node.types().get(index); }

    /** {@return the sizes} */
    public Shape shape() { return type().shape(); }

    /** {@return the trace it belongs to} */
    public Trace trace() { return node.trace(); }

    /** {@return the number of channels: the size of axis 1} */
    public int channels() { return shape().size(1); }

    /**
     * Applies an operation to this value and more.
     *
     * @param operation the operation; it must have one result
     * @param more its further inputs
     * @return the result
     */
    public Value apply(Operation operation, Value... more) {
        return applyAll(operation, more).getFirst();
    }

    /**
     * Applies an operation with several results to this value and more.
     *
     * @param operation the operation
     * @param more its further inputs
     * @return the results
     */
    public List<Value> applyAll(Operation operation, Value... more) {
        List<Value> inputs = new ArrayList<>();
        inputs.add(this);
        inputs.addAll(List.of(more));
        return trace().append(operation, inputs).results();
    }

    private Value unary(Unary.Kind kind) {
        return apply(new Unary(kind));
    }

    private Value zip(Zip.Kind kind, Value other) {
        return apply(new Zip(kind), other);
    }

    private Value zip(Zip.Kind kind, double number) {
        return apply(new Zip(kind), trace().constant(number));
    }

    // ------------------------------------------------------------------------------- element by element

    /** {@return −x} */
    public Value negate() { return unary(Unary.Kind.NEGATE); }

    /** {@return |x|} */
    public Value absolute() { return unary(Unary.Kind.ABSOLUTE); }

    /** {@return −1, 0 or 1} */
    public Value sign() { return unary(Unary.Kind.SIGN); }

    /** {@return eˣ} */
    public Value exp() { return unary(Unary.Kind.EXP); }

    /** {@return eˣ − 1} */
    public Value expm1() { return unary(Unary.Kind.EXPM1); }

    /** {@return the natural logarithm} */
    public Value log() { return unary(Unary.Kind.LOG); }

    /** {@return log(1 + x)} */
    public Value log1p() { return unary(Unary.Kind.LOG1P); }

    /** {@return the square root} */
    public Value sqrt() { return unary(Unary.Kind.SQRT); }

    /** {@return 1/x} */
    public Value reciprocal() { return unary(Unary.Kind.RECIPROCAL); }

    /** {@return max(x, 0)} */
    public Value relu() { return unary(Unary.Kind.RELU); }

    /** {@return 1/(1 + e⁻ˣ)} */
    public Value sigmoid() { return unary(Unary.Kind.SIGMOID); }

    /** {@return the hyperbolic tangent} */
    public Value tanh() { return unary(Unary.Kind.TANH); }

    /** {@return the error function erf(x)} */
    public Value erf() { return unary(Unary.Kind.ERF); }

    /** {@return the cosine of radians} */
    public Value cos() { return unary(Unary.Kind.COS); }

    /** {@return the sine of radians} */
    public Value sin() { return unary(Unary.Kind.SIN); }

    /** {@return the greatest whole number not above x} */
    public Value floor() { return unary(Unary.Kind.FLOOR); }

    /** {@return x²} */
    public Value square() { return multiply(this); }

    /**
     * {@return x to a power; NaN for negative x, unless the exponent is whole}
     * @param exponent the power
     */
    public Value pow(double exponent) {
        return exponent == 0 ? trace().constant(1).broadcastTo(shape()) : exponent == 1 ? this : apply(new Power(exponent));
    }

    /**
     * {@return x + other}
     * @param other broadcast
     */
    public Value add(Value other) { return zip(Zip.Kind.ADD, other); }

    /**
     * {@return x + number}
     * @param number the number
     */
    public Value add(double number) { return zip(Zip.Kind.ADD, number); }

    /**
     * {@return x − other}
     * @param other broadcast
     */
    public Value subtract(Value other) { return zip(Zip.Kind.SUBTRACT, other); }

    /**
     * {@return x − number}
     * @param number the number
     */
    public Value subtract(double number) { return zip(Zip.Kind.SUBTRACT, number); }

    /**
     * {@return number − x}
     * @param number the number
     */
    public Value subtractedFrom(double number) { return trace().constant(number).subtract(this); }

    /**
     * {@return x · other}
     * @param other broadcast
     */
    public Value multiply(Value other) { return zip(Zip.Kind.MULTIPLY, other); }

    /**
     * {@return x · number}
     * @param number the number
     */
    public Value multiply(double number) { return zip(Zip.Kind.MULTIPLY, number); }

    /**
     * {@return x / other}
     * @param other broadcast
     */
    public Value divide(Value other) { return zip(Zip.Kind.DIVIDE, other); }

    /**
     * {@return x / number}
     * @param number the number
     */
    public Value divide(double number) { return zip(Zip.Kind.DIVIDE, number); }

    /**
     * {@return the greater of both}
     * @param other broadcast
     */
    public Value maximum(Value other) { return zip(Zip.Kind.MAXIMUM, other); }

    /**
     * {@return the greater of both}
     * @param number the number
     */
    public Value maximum(double number) { return zip(Zip.Kind.MAXIMUM, number); }

    /**
     * {@return the smaller of both}
     * @param other broadcast
     */
    public Value minimum(Value other) { return zip(Zip.Kind.MINIMUM, other); }

    /**
     * {@return the smaller of both}
     * @param number the number
     */
    public Value minimum(double number) { return zip(Zip.Kind.MINIMUM, number); }

    /**
     * {@return x where it is between two numbers, else the nearer one} The gradient is 1 on both bounds, as in PyTorch.
     * @param low the least
     * @param high the greatest
     */
    public Value clamp(double low, double high) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("clamp: low is " + low + ", expected at most high, which is " + high);
        }
        return select(greater(high), trace().constant(high), select(less(low), trace().constant(low), this));
    }

    /**
     * {@return 1 where x is greater, else 0}
     * @param other broadcast
     */
    public Value greater(Value other) { return zip(Zip.Kind.GREATER, other); }

    /**
     * {@return 1 where x is greater, else 0}
     * @param number the number
     */
    public Value greater(double number) { return zip(Zip.Kind.GREATER, number); }

    /**
     * {@return 1 where x is at least other, else 0}
     * @param other broadcast
     */
    public Value greaterOrEqual(Value other) { return zip(Zip.Kind.GREATER_OR_EQUAL, other); }

    /**
     * {@return 1 where x is at least number, else 0}
     * @param number the number
     */
    public Value greaterOrEqual(double number) { return zip(Zip.Kind.GREATER_OR_EQUAL, number); }

    /**
     * {@return 1 where x is smaller, else 0}
     * @param other broadcast
     */
    public Value less(Value other) { return other.greater(this); }

    /**
     * {@return 1 where x is smaller, else 0}
     * @param number the number
     */
    public Value less(double number) { return less(trace().constant(number)); }

    /**
     * {@return 1 where x is at most other, else 0}
     * @param other broadcast
     */
    public Value lessOrEqual(Value other) { return other.greaterOrEqual(this); }

    /**
     * {@return 1 where x is at most number, else 0}
     * @param number the number
     */
    public Value lessOrEqual(double number) { return lessOrEqual(trace().constant(number)); }

    /**
     * {@return 1 where both are equal, else 0}
     * @param other broadcast
     */
    public Value equalTo(Value other) { return zip(Zip.Kind.EQUAL, other); }

    /**
     * {@return 1 where x equals number, else 0}
     * @param number the number
     */
    public Value equalTo(double number) { return zip(Zip.Kind.EQUAL, number); }

    /**
     * {@return 1 where both differ, else 0; NaN differs from everything}
     * @param other broadcast
     */
    public Value notEqualTo(Value other) { return equalTo(other).subtractedFrom(1); }

    /**
     * {@return 1 where x differs from number, else 0; NaN differs from everything}
     * @param number the number
     */
    public Value notEqualTo(double number) { return equalTo(number).subtractedFrom(1); }

    /**
     * {@return for each element, a where the condition is not 0, else b}
     * @param condition the condition, broadcast
     * @param a taken where the condition holds, broadcast
     * @param b taken elsewhere, broadcast
     */
    public static Value select(Value condition, Value a, Value b) {
        return condition.apply(new Select(), a, b);
    }

    /** {@return a single zero in this value's trace: a value of rank 0} */
    public Value zero() { return trace().constant(0); }

    /** {@return this value, of which no gradient is taken} */
    public Value stopGradient() { return apply(new StopGradient()); }

    // ------------------------------------------------------------------------------------- reductions

    private Value reduce(Reduce.Kind kind, int... axes) {
        List<Integer> sorted = IntStream.of(axes).map(shape()::axis).sorted().distinct().boxed().toList();
        return sorted.isEmpty() ? this : apply(new Reduce(kind, sorted));
    }

    /**
     * {@return the sum along axes, which stay with size 1}
     * @param axes the axes; -1 is the last
     */
    public Value sum(int... axes) { return reduce(Reduce.Kind.SUM, axes); }

    /**
     * {@return the mean along axes, which stay with size 1}
     * @param axes the axes; -1 is the last
     */
    public Value mean(int... axes) {
        Value sum = sum(axes);
        return sum.multiply((double) Math.max(1, sum.shape().elements()) / Math.max(1, shape().elements()));
    }

    /**
     * {@return the greatest along axes, which stay with size 1}
     * @param axes the axes
     */
    public Value max(int... axes) { return reduce(Reduce.Kind.MAXIMUM, axes); }

    /**
     * {@return the smallest along axes, which stay with size 1}
     * @param axes the axes
     */
    public Value min(int... axes) { return reduce(Reduce.Kind.MINIMUM, axes); }

    /** {@return the sum of all elements: a value of rank 0} */
    public Value sumAll() { return sum(IntStream.range(0, shape().rank()).toArray()).reshape(); }

    /** {@return the mean of all elements: a value of rank 0} */
    public Value meanAll() { return mean(IntStream.range(0, shape().rank()).toArray()).reshape(); }

    /**
     * {@return the sum along all axes but one; they stay with size 1}
     * @param axis the axis kept
     */
    public Value sumAllBut(int axis) {
        return sum(IntStream.range(0, shape().rank()).filter(i -> i != shape().axis(axis)).toArray());
    }

    /**
     * {@return the sum over what broadcasting repeated: the adjoint of broadcasting}
     * @param target the shape
     */
    public Value sumTo(Shape target) {
        if (shape().equals(target)) {
            return this;
        }
        int more = shape().rank() - target.rank();
        int[] axes = IntStream.range(0, shape().rank())
                .filter(i -> i < more || target.size(i - more) == 1 && shape().size(i) != 1).toArray();
        return sum(axes).reshape(target);
    }

    // ------------------------------------------------------------------------------------ matrices, layout

    /**
     * {@return the matrix product (…, M, K) · (…, K, N)}
     * @param other B, batch axes broadcast
     */
    public Value matmul(Value other) { return matmul(other, false, false); }

    /**
     * Matrix product op(A) op(B).
     *
     * @param other B, batch axes broadcast
     * @param transposeThis whether this is given as (…, K, M)
     * @param transposeOther whether B is given as (…, N, K)
     * @return (…, M, N)
     */
    public Value matmul(Value other, boolean transposeThis, boolean transposeOther) {
        return apply(new MatrixMultiply(transposeThis, transposeOther), other);
    }

    /**
     * Matrix product op(A) op(B) that stays float32 where others may be stored in fewer bits.
     *
     * @param other B, batch axes broadcast
     * @param transposeThis whether this is given as (…, K, M)
     * @param transposeOther whether B is given as (…, N, K)
     * @return (…, M, N)
     */
    public Value matmulFullPrecision(Value other, boolean transposeThis, boolean transposeOther) {
        return apply(new MatrixMultiply(transposeThis, transposeOther, true), other);
    }

    /** {@return the last two axes swapped} */
    public Value transpose() {
        int rank = shape().rank();
        int[] order = IntStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return permute(order);
    }

    /**
     * {@return this value with its axes in another order}
     * @param order the axes of this, in the result's order
     */
    public Value permute(int... order) { return apply(new Permute(IntStream.of(order).boxed().toList())); }

    /**
     * {@return the same elements with other sizes}
     * @param sizes the sizes
     */
    public Value reshape(int... sizes) { return reshape(Shape.of(sizes)); }

    /**
     * {@return the same elements with another shape}
     * @param shape the shape
     */
    public Value reshape(Shape shape) { return shape.equals(shape()) ? this : apply(new Reshape(shape)); }

    /**
     * {@return this value, repeated to a shape}
     * @param shape the shape
     */
    public Value broadcastTo(Shape shape) { return shape.equals(shape()) ? this : apply(new Broadcast(shape)); }

    /**
     * {@return a run of elements of one axis}
     * @param axis the axis; -1 is the last
     * @param start the first
     * @param size how many
     */
    public Value slice(int axis, int start, int size) { return slice(axis, start, size, 1); }

    /**
     * {@return every step-th element of a run of one axis}
     * @param axis the axis; -1 is the last
     * @param start the first
     * @param size how many
     * @param step the distance between them
     */
    public Value slice(int axis, int start, int size, int step) {
        int at = shape().axis(axis);
        List<Integer> starts = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < shape().rank(); i++) {
            starts.add(i == at ? start : 0);
            sizes.add(i == at ? size : shape().size(i));
            steps.add(i == at ? step : 1);
        }
        return start == 0 && step == 1 && size == shape().size(at) ? this : apply(new Slice(starts, sizes, steps));
    }

    /**
     * {@return values one after another along an axis}
     * @param axis the axis
     * @param more what follows
     */
    public Value concatenate(int axis, Value... more) {
        return more.length == 0 ? this : apply(new Concatenate(shape().axis(axis)), more);
    }

    @Override
    public String toString() {
        return "%" + node.id() + (node.types().size() > 1 ? "." + index : "") + " : " + type();
    }
}
