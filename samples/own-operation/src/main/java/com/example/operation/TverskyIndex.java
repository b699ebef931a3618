package com.example.operation;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well probabilities p and targets g overlap: Σpg / (Σpg + α Σp(1 − g) + β Σ(1 − p)g) for each sample and channel, sums over
 * voxels; (B, C, S…) and (B, C, S…) → (B, C) (Salehi et al. 2017).
 *
 * @param alpha α, the weight of what is found but isn't there
 * @param beta β, the weight of what is there but isn't found
 */
public record TverskyIndex(double alpha, double beta) implements Composite {
    /** Keeps the index finite where there is nothing and nothing is found. */
    private static final double SMOOTH = 1e-5;

    @Override
    public List<Type> infer(List<Type> types) {
        Inputs inputs = Inputs.of(this, types).count(2);
        Type p = inputs.floating(0);
        inputs.shape(1, "target", p.shape());
        return List.of(new Type(p.dataType(), p.shape().range(0, 2)));
    }

    /** Its gradient follows from this, and so does what each backend runs. */
    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value p = inputs.get(0);
        Value g = inputs.get(1);
        int[] voxels = IntStream.range(2, p.shape().rank()).toArray();
        Value both = p.multiply(g).sum(voxels);
        Value onlyFound = p.sum(voxels).subtract(both).multiply(alpha);
        Value onlyThere = g.sum(voxels).subtract(both).multiply(beta);
        Value index = both.add(SMOOTH).divide(both.add(onlyFound).add(onlyThere).add(SMOOTH));
        return List.of(index.reshape(p.shape().size(0), p.shape().size(1)));
    }
}
