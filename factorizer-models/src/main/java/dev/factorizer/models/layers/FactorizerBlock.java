package dev.factorizer.models.layers;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.MixerBranch;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelMlpBranch;
import dev.factorizer.api.operations.Matricization;
import java.util.ArrayList;
import java.util.List;

/**
 * x + mixer(norm1(x)), then x + mlp(norm2(x)): (B, C, S…) → (B, C, S…) (Ashtari et al. 2023, Fig. 3). Parameters under
 * {@code norm1}, {@code fact}, {@code norm2}, {@code mlp}.
 *
 * @param mixer the context module
 * @param mlp the channel mixing, with bias and as many channels out as in
 */
public record FactorizerBlock(FactorizationMixer mixer, ChannelMlp mlp) implements Layer {
    private static final LayerNormalization NORM = new LayerNormalization();

    /** Checks the settings. */
    public FactorizerBlock {
        if (!mlp.bias()) {
            throw new IllegalArgumentException("factorizer block: its MLP has no bias, expected one with bias");
        }
    }

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
        return mixed(at, factorized(at, x));
    }

    private Value factorized(Scope at, Value x) {
        if (new Dropout(mixer.dropout()).active(at)) {
            return x.add(at.apply("fact", mixer, at.apply("norm1", NORM, x)));
        }
        // One operation for the whole branch: a backend never has to hold what lies between.
        Matricization layout = mixer.windows().layout(x.shape());
        List<Value> parameters = new ArrayList<>(NORM.parameters(at.child("norm1"), x.channels()));
        parameters.addAll(mixer.parameters(at.child("fact"), x.shape()));
        return at.apply("fact", (inner, value) -> value.apply(
                new MixerBranch(NORM.epsilon(), layout, mixer.factorization()),
                parameters.toArray(Value[]::new)), x);
    }

    private Value mixed(Scope at, Value x) {
        if (new Dropout(mlp.dropout()).active(at)) {
            return x.add(at.apply("mlp", mlp, at.apply("norm2", NORM, x)));
        }
        List<Value> parameters = new ArrayList<>(NORM.parameters(at.child("norm2"), x.channels()));
        parameters.addAll(mlp.parameters(at.child("mlp"), x.channels()));
        return at.apply("mlp", (inner, value) -> value.apply(new ChannelMlpBranch(NORM.epsilon()),
                parameters.toArray(Value[]::new)), x);
    }
}
