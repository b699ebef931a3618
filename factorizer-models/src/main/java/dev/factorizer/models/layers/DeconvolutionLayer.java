package dev.factorizer.models.layers;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.DeconvolutionParts;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import java.util.List;

/**
 * Blind deconvolution of a nonnegative image: (B, C, S…) → its source (B, groups · source channels, S…). The source starts from a
 * linear map of the image, the filters from learned ones. Parameters {@code init.h0} (C, source channels, kernel…) and those of
 * {@code init.linear}.
 *
 * @param settings kernel, groups, iterations
 */
public record DeconvolutionLayer(Deconvolution settings) implements Layer {
    @Override
    public Value apply(Scope at, Value x) {
        return apply(new Deconvolve(settings), at, x).getFirst();
    }

    /**
     * All that the deconvolution finds, for explanations.
     *
     * @param at gives the layer its parameters
     * @param x the image (B, C, S…)
     * @return the source (B, groups · source channels, S…), the filters (B, C, source channels, kernel…), the reconstruction (B, C,
     *     S…)
     */
    public List<Value> parts(Scope at, Value x) {
        return apply(new DeconvolutionParts(settings), at, x);
    }

    private List<Value> apply(Operation operation, Scope at, Value x) {
        Shape filter = settings.filter(x.shape());
        Value h = at.parameter("init.h0", filter, Initializer.kaimingUniform(filter.elements() / filter.size(0)));
        Value s = at.apply("init.linear", new Linear(settings.source(x.shape()).size(1), true), x);
        return x.applyAll(operation, s, h);
    }
}
