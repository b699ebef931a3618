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
 * Axes in another order: axis i of the result is axis {@code order[i]} of the input.
 *
 * @param order the input's axes
 */
public record Permute(List<Integer> order) implements Primitive {
    /** Copies the order. */
    public Permute {
        order = List.copyOf(order);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape x = inputs.getFirst().shape();
        if (order.size() != x.rank() || order.stream().distinct().count() != x.rank()
                || order.stream().anyMatch(axis -> axis < 0 || axis >= x.rank())) {
            throw checked.mismatch("order " + order + " for shape " + x + ", expected each axis once");
        }
        return List.of(inputs.getFirst().withShape(Shape.of(order.stream().mapToInt(x::size).toArray())));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        int[] back = new int[order.size()];
        for (int i = 0; i < back.length; i++) {
            back[order.get(i)] = i;
        }
        return Optional.of(cotangents.getFirst().permute(back));
    }
}
