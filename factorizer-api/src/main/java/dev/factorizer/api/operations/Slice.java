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
 * A box of the input, every step-th element on each axis.
 *
 * @param starts the first index on each axis
 * @param sizes the result's sizes
 * @param steps the distance between elements, at least 1
 */
public record Slice(List<Integer> starts, List<Integer> sizes, List<Integer> steps) implements Primitive {
    /** Copies the lists. */
    public Slice {
        starts = List.copyOf(starts);
        sizes = List.copyOf(sizes);
        steps = List.copyOf(steps);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape x = inputs.getFirst().shape();
        if (starts.size() != x.rank() || sizes.size() != x.rank() || steps.size() != x.rank()) {
            throw checked.mismatch("starts " + starts + ", sizes " + sizes + ", steps " + steps + " for shape " + x
                    + ", expected one entry per axis");
        }
        for (int i = 0; i < x.rank(); i++) {
            long last = starts.get(i) + (long) (sizes.get(i) - 1) * steps.get(i);
            if (starts.get(i) < 0 || sizes.get(i) < 0 || steps.get(i) < 1 || sizes.get(i) > 0 && last >= x.size(i)) {
                throw checked.mismatch("axis " + i + " from " + starts.get(i) + ", " + sizes.get(i)
                        + " elements by steps of " + steps.get(i) + " does not lie inside size " + x.size(i));
            }
        }
        return List.of(inputs.getFirst().withShape(Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray())));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Shape x = node.input(0).shape();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (steps.get(axis) > 1) {
                g = spread(g, axis, steps.get(axis));
            }
        }
        List<Integer> high = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            high.add(x.size(i) - starts.get(i) - g.shape().size(i));
        }
        return Optional.of(g.apply(new Pad(starts, high, 0)));
    }

    /** Puts step − 1 zeros between the elements of one axis. */
    private static Value spread(Value g, int axis, int step) {
        Shape shape = g.shape();
        int size = shape.size(axis);
        if (size == 0) {
            return g;
        }
        int[] wide = new int[shape.rank() + 1];
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int i = 0; i < wide.length; i++) {
            wide[i] = i == axis + 1 ? 1 : shape.size(i <= axis ? i : i - 1);
            low.add(0);
            high.add(i == axis + 1 ? step - 1 : 0);
        }
        Value zeros = g.reshape(wide).apply(new Pad(low, high, 0)).reshape(shape.with(axis, size * step));
        return zeros.slice(axis, 0, (size - 1) * step + 1);
    }
}
