package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * One number for all elements along some axes, which stay with size 1.
 *
 * @param kind how elements are combined
 * @param axes the axes, ascending, counted from 0
 */
public record Reduce(Kind kind, List<Integer> axes) implements Primitive {
    /** How elements are combined. */
    public enum Kind {
        /** Their sum. */
        SUM,
        /** The greatest; equal ones share the gradient. */
        MAXIMUM,
        /** The smallest; equal ones share the gradient. */
        MINIMUM
    }

    /** Copies the axes. */
    public Reduce {
        axes = List.copyOf(axes);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape shape = checked.floating(0).shape();
        int before = -1;
        for (int axis : axes) {
            if (axis <= before || axis >= shape.rank()) {
                throw checked.mismatch("axes " + axes + " for shape " + inputs.getFirst().shape() + ", expected"
                        + " ascending axes below " + shape.rank());
            }
            if (kind != Kind.SUM && shape.size(axis) == 0) {
                throw checked.mismatch(kind + " over axis " + axis + " of shape " + shape + ", which has no elements");
            }
            before = axis;
            shape = shape.with(axis, 1);
        }
        return List.of(inputs.getFirst().withShape(shape));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value x = node.input(0);
        if (kind == Kind.SUM) {
            return Optional.of(g.broadcastTo(x.shape()));
        }
        Value chosen = x.equalTo(node.result());
        Value count = chosen.apply(new Reduce(Kind.SUM, axes));
        return Optional.of(chosen.multiply(g.divide(count)));
    }
}
