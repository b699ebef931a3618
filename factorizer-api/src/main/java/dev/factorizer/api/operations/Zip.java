package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * A function of two elements; shapes broadcast (aligned at the last axis, sizes of 1 repeated).
 *
 * @param kind the function
 */
public record Zip(Kind kind) implements Primitive {
    /** The functions; comparisons give 1 or 0. */
    public enum Kind {
        /** a + b. */
        ADD,
        /** a − b. */
        SUBTRACT,
        /** a · b. */
        MULTIPLY,
        /** a / b. */
        DIVIDE,
        /** The greater; equal values share the gradient. */
        MAXIMUM,
        /** The smaller; equal values share the gradient. */
        MINIMUM,
        /** a &gt; b. */
        GREATER,
        /** a ≥ b. */
        GREATER_OR_EQUAL,
        /** a = b. */
        EQUAL
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2);
        Type a = inputs.getFirst();
        Type b = inputs.getLast();
        if (a.dataType() != b.dataType()) {
            throw checked.mismatch(kind + " of " + a + " and " + b + ", expected equal data types");
        }
        if (a.dataType() == DataType.INT32 && kind != Kind.ADD) {
            throw checked.mismatch(kind + " needs floating-point inputs, found " + a);
        }
        return List.of(a.withShape(checked.broadcast(a.shape(), b.shape())));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value a = node.input(0);
        Value b = node.input(1);
        Value own = node.input(input);
        Value other = node.input(1 - input);
        Value full = switch (kind) {
            case ADD -> g;
            case SUBTRACT -> input == 0 ? g : g.negate();
            case MULTIPLY -> g.multiply(other);
            case DIVIDE -> input == 0 ? g.divide(b) : g.multiply(node.result()).divide(b).negate();
            case MAXIMUM -> g.multiply(share(own, other));
            case MINIMUM -> g.multiply(share(other, own));
            case GREATER, GREATER_OR_EQUAL, EQUAL -> null;
        };
        return Optional.ofNullable(full).map(value -> value.sumTo(own.shape()));
    }

    /** 1 where a is greater, a half where both are equal. */
    private static Value share(Value a, Value b) {
        return a.greater(b).add(a.greaterOrEqual(b)).multiply(0.5);
    }
}
