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
 * Random numbers by Philox 4×32-10, a pure function of the key: the same bits on every backend. Input: int32 key (4) =
 * seed low, seed high, stream, step. Element i takes word i mod 4 of the block with counter (i / 4 low, i / 4 high,
 * stream, step).
 *
 * @param distribution of the numbers
 * @param shape of the result
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. 2011</a>
 */
public record Random(Distribution distribution, Shape shape) implements Primitive {
    /** What is drawn. */
    public enum Distribution {
        /** Uniform in [0, 1): the upper 24 bits of a word over 2²⁴. */
        UNIFORM,
        /** Standard normal, by Box-Muller on words (0, 1) and (2, 3) of a block. */
        NORMAL
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        if (!checked.integer(0).shape().equals(Shape.of(4))) {
            throw checked.mismatch("key has shape " + inputs.getFirst().shape() + ", expected 4");
        }
        return List.of(Type.float32(shape));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        return Optional.empty();
    }
}
