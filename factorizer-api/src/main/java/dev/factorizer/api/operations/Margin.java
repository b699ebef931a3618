package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A number around the input, or less of the input: {@link Pad} with widths that may be negative, which crops.
 *
 * @param low how many before, on each axis; negative to leave out
 * @param high how many after, on each axis; negative to leave out
 * @param number the number
 */
public record Margin(List<Integer> low, List<Integer> high, float number) implements Composite {
    /** Copies the lists. */
    public Margin {
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
        Shape result = x;
        for (int i = 0; i < x.rank(); i++) {
            int cropped = Math.max(0, -low.get(i)) + Math.max(0, -high.get(i));
            if (cropped > x.size(i)) {
                throw checked.mismatch("widths " + low.get(i) + " and " + high.get(i) + " crop " + cropped + " of axis "
                        + i + ", which has size " + x.size(i));
            }
            result = result.with(i, x.size(i) + low.get(i) + high.get(i));
        }
        return List.of(inputs.getFirst().withShape(result));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        for (int i = 0; i < low.size(); i++) {
            int start = Math.max(0, -low.get(i));
            x = x.slice(i, start, x.shape().size(i) - start - Math.max(0, -high.get(i)));
        }
        List<Integer> before = low.stream().map(width -> Math.max(0, width)).toList();
        List<Integer> after = high.stream().map(width -> Math.max(0, width)).toList();
        return List.of(x.apply(new Pad(before, after, number)));
    }

    /** What was added is left out, what was left out gets zeros. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        return List.of(cotangents.getFirst().apply(new Margin(negated(low), negated(high), 0)));
    }

    private static List<Integer> negated(List<Integer> widths) {
        List<Integer> result = new ArrayList<>();
        widths.forEach(width -> result.add(-width));
        return result;
    }
}
