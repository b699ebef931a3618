package dev.factorizer.models.layers;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * x + mixer(norm1(x)), then x + mlp(norm2(x)): (B, C, S…) → (B, C, S…) (Ashtari et al. 2023, Fig. 3). Parameters under
 * {@code norm1}, {@code fact}, {@code norm2}, {@code mlp}.
 *
 * @param mixer the context module
 * @param mlp the channel mixing, with as many channels out as in
 */
public record FactorizerBlock(FactorizationMixer mixer, ChannelMlp mlp) implements Layer {
    private static final LayerNormalization NORM = new LayerNormalization();

    /**
     * A block without dropout.
     *
     * @param channels C
     * @param windows which voxels share a matrix
     * @param factorization solver, rank, iterations
     * @param mlpRatio the MLP's hidden channels over C
     * @return the block
     */
    public static FactorizerBlock of(int channels, Windows windows, Factorization factorization, double mlpRatio) {
        return new FactorizerBlock(new FactorizationMixer(windows, factorization), ChannelMlp.of(channels, mlpRatio));
    }

    @Override
    public Value apply(Scope at, Value x) {
        x = x.add(at.apply("fact", mixer, at.apply("norm1", NORM, x)));
        return x.add(at.apply("mlp", mlp, at.apply("norm2", NORM, x)));
    }
}
