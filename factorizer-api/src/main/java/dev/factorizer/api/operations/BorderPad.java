package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * The input continued beyond its ends by its own elements.
 *
 * @param kind by which
 * @param low how many before, on each axis; 0 or more
 * @param high how many after, on each axis; 0 or more
 */
public record BorderPad(Kind kind, List<Integer> low, List<Integer> high) implements Composite {
    /** How the input goes on. */
    public enum Kind {
        /** Mirrored at the outermost element, which is not repeated: c b | a b c | b a. */
        REFLECT,
        /** The outermost element again and again: a a | a b c | c c. */
        REPLICATE
    }

    /** Copies the lists. */
    public BorderPad {
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
            int most = kind == Kind.REFLECT ? x.size(i) - 1 : x.size(i) == 0 ? 0 : Integer.MAX_VALUE;
            int least = Math.min(low.get(i), high.get(i));
            if (least < 0 || Math.max(low.get(i), high.get(i)) > Math.max(0, most)) {
                throw checked.mismatch("widths " + low.get(i) + " and " + high.get(i) + " on axis " + i + " of size "
                        + x.size(i) + ", expected 0 or more" + (kind == Kind.REFLECT ? " and less than the size" : ""));
            }
            result = result.with(i, Math.addExact(x.size(i), Math.addExact(low.get(i), high.get(i))));
        }
        return List.of(inputs.getFirst().withShape(result));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        for (int axis = 0; axis < low.size(); axis++) {
            if (low.get(axis) + high.get(axis) > 0) {
                int[] sources = sources(x.shape().size(axis), low.get(axis), high.get(axis));
                x = x.apply(new Gather(axis), x.trace().literal(Shape.of(sources.length), sources));
            }
        }
        return List.of(x);
    }

    /** The index that each element of the result is taken from. */
    private int[] sources(int size, int before, int after) {
        int[] sources = new int[before + size + after];
        for (int i = 0; i < sources.length; i++) {
            int at = i - before;
            int last = size - 1;
            sources[i] = switch (kind) {
                case REFLECT -> at < 0 ? -at : at > last ? 2 * last - at : at;
                case REPLICATE -> Math.clamp(at, 0, last);
            };
        }
        return sources;
    }
}
