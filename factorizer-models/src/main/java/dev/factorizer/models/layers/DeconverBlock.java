package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * x + mixer(norm1(x)), then x + mlp(norm2(x)): (B, C, S…) → (B, C, S…) (Ashtari et al. 2025, Deconver, Fig. 2). Parameters under
 * {@code norm1}, {@code dcm}, {@code norm2}, {@code mlp}.
 *
 * @param normalization what precedes each half
 * @param mixer the context module
 * @param mlp the channel mixing, with as many channels out as in
 */
public record DeconverBlock(BlockNormalization normalization, DeconvolutionMixer mixer, ChannelMlp mlp) implements Layer {
    @Override
    public Value apply(Scope at, Value x) {
        x = x.add(at.apply("dcm", mixer, at.apply("norm1", normalization.layer(), x)));
        return x.add(at.apply("mlp", mlp, at.apply("norm2", normalization.layer(), x)));
    }
}
