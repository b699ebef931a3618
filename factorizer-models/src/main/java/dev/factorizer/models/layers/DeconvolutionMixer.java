package dev.factorizer.models.layers;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;

/**
 * The Deconver's context module: a linear map, ReLU, the source of its blind deconvolution, a linear map, dropout: (B, C, S…) →
 * (B, C, S…) (Ashtari et al. 2025, Deconver, Fig. 2). Parameters under {@code in_proj}, {@code deconv} and {@code out_proj}.
 *
 * @param deconvolution kernel, groups, iterations
 * @param dropout the probability that an element is dropped in training
 */
public record DeconvolutionMixer(Deconvolution deconvolution, double dropout) implements Layer {
    /** Checks the settings. */
    public DeconvolutionMixer {
        Bounds.share("deconvolution mixer", "dropout", dropout);
    }

    /**
     * Without dropout.
     *
     * @param deconvolution kernel, groups, iterations
     */
    public DeconvolutionMixer(Deconvolution deconvolution) {
        this(deconvolution, 0);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value image = at.apply("in_proj", new Linear(x.channels(), false), x).relu();
        Value source = at.apply("deconv", new DeconvolutionLayer(deconvolution), image);
        return new Dropout(dropout).apply(at, at.apply("out_proj", new Linear(x.channels(), true), source));
    }
}
