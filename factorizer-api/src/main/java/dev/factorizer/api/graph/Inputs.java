package dev.factorizer.api.graph;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The input types of an operation while it checks them, with the messages every check shares.
 *
 * @param operation whose inputs
 * @param types the types
 */
public record Inputs(Operation operation, List<Type> types) {
    /**
     * The inputs of an operation.
     *
     * @param operation the operation
     * @param types its inputs' types
     * @return them, ready to be checked
     */
    public static Inputs of(Operation operation, List<Type> types) {
        return new Inputs(operation, types);
    }

    /**
     * Checks how many there are.
     *
     * @param expected the number
     * @return this
     */
    public Inputs count(int expected) {
        return count(expected, expected);
    }

    /**
     * Checks how many there are.
     *
     * @param least the least number
     * @param most the greatest number
     * @return this
     */
    public Inputs count(int least, int most) {
        if (types.size() < least || types.size() > most) {
            throw mismatch("takes " + (least == most ? least : least + " to " + most) + (most == 1 ? " input, found " : " inputs, found ")
                    + types.size());
        }
        return this;
    }

    /**
     * An input that must be floating-point.
     *
     * @param index which
     * @return its type
     */
    public Type floating(int index) {
        Type type = types.get(index);
        if (!type.dataType().isFloat()) {
            throw mismatch("input " + index + " must be floating-point, found " + type);
        }
        return type;
    }

    /**
     * An input that must be int32.
     *
     * @param index which
     * @return its type
     */
    public Type integer(int index) {
        Type type = types.get(index);
        if (type.dataType() != DataType.INT32) {
            throw mismatch("input " + index + " must be int32, found " + type);
        }
        return type;
    }

    /**
     * A floating-point input of at least some rank.
     *
     * @param index which
     * @param rank the least rank
     * @return its type
     */
    public Type rankAtLeast(int index, int rank) {
        Type type = floating(index);
        if (type.shape().rank() < rank) {
            throw mismatch("input " + index + " has shape " + type.shape() + ", expected at least " + rank + " axes");
        }
        return type;
    }

    /**
     * A floating-point input of one shape.
     *
     * @param index which
     * @param what its role, for the message
     * @param expected the shape
     * @return its type
     */
    public Type shape(int index, String what, Shape expected) {
        Type type = floating(index);
        if (!type.shape().equals(expected)) {
            throw mismatch(what + " has shape " + type.shape() + ", expected " + expected);
        }
        return type;
    }

    /**
     * An axis that an input must have.
     *
     * @param index which input
     * @param axis the axis, counted from 0
     * @return the axis
     */
    public int axis(int index, int axis) {
        Shape shape = types.get(index).shape();
        if (axis < 0 || axis >= shape.rank()) {
            throw mismatch("axis " + axis + " does not exist in input " + index + " of shape " + shape
                    + ", axes are counted from 0");
        }
        return axis;
    }

    /**
     * The shape that two shapes have together under broadcasting.
     *
     * @param a a shape
     * @param b another
     * @return the common shape
     */
    public Shape broadcast(Shape a, Shape b) {
        try {
            return a.broadcast(b);
        } catch (ShapeException e) {
            throw mismatch(String.valueOf(e.getMessage()));
        }
    }

    /**
     * An exception for these inputs.
     *
     * @param message what was expected and found
     * @return the exception, to be thrown
     */
    public ShapeException mismatch(String message) {
        return new ShapeException(operation.name() + ": " + message);
    }
}
