package dev.factorizer.api.graph;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers written into a graph, compared by content: tables of embeddings, indices, weights of windows. */
public final class Literal {
    private final Type type;
    private final float @Nullable [] floats;
    private final int @Nullable [] ints;
    private final int hash;

    private Literal(Type type, float @Nullable [] floats, int @Nullable [] ints) {
        this.type = type;
        this.floats = floats;
        this.ints = ints;
        this.hash = 31 * type.hashCode() + (floats == null ? Arrays.hashCode(ints) : Arrays.hashCode(floats));
        long length = floats == null ? Objects.requireNonNull(ints).length : floats.length;
        if (length != type.shape().elements()) {
            throw new ShapeException("literal: array of " + length + " elements for shape " + type.shape()
                    + ", expected " + type.shape().elements());
        }
    }

    /**
     * A float32 literal.
     *
     * @param shape the shape
     * @param values the elements, copied
     * @return the literal
     */
    public static Literal of(Shape shape, float[] values) {
        return new Literal(new Type(DataType.FLOAT32, shape), values.clone(), null);
    }

    /**
     * An int32 literal.
     *
     * @param shape the shape
     * @param values the elements, copied
     * @return the literal
     */
    public static Literal of(Shape shape, int[] values) {
        return new Literal(new Type(DataType.INT32, shape), null, values.clone());
    }

    /** {@return data type and shape} */
    public Type type() {
        return type;
    }

    /** {@return the numbers as a tensor of its own} */
    public Tensor tensor() {
        return floats == null ? Tensor.of(type.shape(), Objects.requireNonNull(ints).clone()) : Tensor.of(type.shape(), floats.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Literal literal && hash == literal.hash && type.equals(literal.type)
                && Arrays.equals(floats, literal.floats) && Arrays.equals(ints, literal.ints);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "literal " + type;
    }
}
