package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number around the input.
 *
 * @param low how many before, on each axis; 0 or more
 * @param high how many after, on each axis; 0 or more
 * @param number the number
 */
public record Pad(List<Integer> low, List<Integer> high, float number) implements Primitive {
    /** Copies the lists. */
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape x = checked.floating(0).shape();
        if (low.size() != x.rank() || high.size() != x.rank()) {
            throw checked.mismatch("widths " + low + " and " + high + " for shape " + x + ", expected one entry per axis");
        }
        int[] sizes = x.sizes();
        for (int i = 0; i < sizes.length; i++) {
            if (low.get(i) < 0 || high.get(i) < 0) {
                throw checked.mismatch("widths " + low + " and " + high + ", expected 0 or more (slice to crop)");
            }
            sizes[i] += low.get(i) + high.get(i);
        }
        return List.of(inputs.getFirst().withShape(Shape.of(sizes)));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        List<Integer> sizes = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int size : node.input(0).shape().sizes()) {
            sizes.add(size);
            steps.add(1);
        }
        return Optional.of(cotangents.getFirst().apply(new Slice(low, sizes, steps)));
    }
}
