package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * Tokens that attend to those of their window: v softmax(qᵀk / √D + bias)ᵀ, for each sample, head and window (Vaswani et al. 2017,
 * equation 1; the bias and the regions are those of Liu et al. 2021). Inputs: queries, keys and values (B, H, W, D, N), D channels of N
 * tokens; optionally a bias for each query and key (H, N, N), and with it a region for each token (W, N): between two tokens of
 * different regions −100 is added. Saves its inputs.
 */
public record DotProductAttention() implements Composite, NamedOperands<DotProductAttention.Operand> {
    /** Added to the scores of tokens of different regions, whose weight is then e⁻¹⁰⁰. */
    public static final double APART = -100;

    /** The inputs, in their order. */
    public enum Operand {
        /** What each token looks for (B, H, W, D, N). */
        QUERY,
        /** What each token is found by (B, H, W, D, N). */
        KEY,
        /** What each token gives (B, H, W, D, N). */
        VALUE,
        /** Added to the scores of each head (H, N, N); optional. */
        BIAS,
        /** Numbers that are equal for tokens that see each other (W, N); optional. */
        REGION
    }

    @Override
    public List<Operand> operands(int inputs) {
        return Operands.first(Operand.class, inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(3, 5);
        Operands<Operand, Type> in = named(inputs);
        Shape query = checked.floating(in.index(Operand.QUERY)).shape();
        if (query.rank() != 5) {
            throw checked.mismatch("queries have shape " + query + ", expected batch × heads × windows × channels × tokens");
        }
        checked.shape(in.index(Operand.KEY), "keys", query);
        checked.shape(in.index(Operand.VALUE), "values", query);
        if (in.find(Operand.BIAS).isPresent()) {
            checked.shape(in.index(Operand.BIAS), "bias", Shape.of(query.size(1), query.size(4), query.size(4)));
        }
        if (in.find(Operand.REGION).isPresent()) {
            checked.shape(in.index(Operand.REGION), "region", Shape.of(query.size(2), query.size(4)));
        }
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<Operand, Value> in = named(inputs);
        Value query = in.get(Operand.QUERY);
        Shape shape = query.shape();
        int tokens = shape.size(4);
        Value scores = query.multiply(1 / Math.sqrt(shape.size(3))).matmul(in.get(Operand.KEY), true, false);
        if (in.find(Operand.BIAS).isPresent()) {
            scores = scores.add(in.get(Operand.BIAS).reshape(shape.size(1), 1, tokens, tokens));
        }
        if (in.find(Operand.REGION).isPresent()) {
            Value region = in.get(Operand.REGION);
            Value apart = region.reshape(shape.size(2), tokens, 1).notEqualTo(region.reshape(shape.size(2), 1, tokens));
            scores = scores.add(apart.multiply(APART));
        }
        return List.of(in.get(Operand.VALUE).matmul(scores.apply(new Softmax(4)), false, true));
    }
}
