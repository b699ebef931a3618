package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.tensor.Shape;

/**
 * Normalization over the channels at each voxel: (B, C, S…) → (B, C, S…). Parameters {@code norm.weight} (C) and {@code
 * norm.bias} (C).
 *
 * @param epsilon added to the variance
 * @param affine whether the result is scaled and moved by learned numbers
 */
public record LayerNormalization(double epsilon, boolean affine) implements Layer {
    /** The network's own: ε = 1e-5, affine. */
    public LayerNormalization() {
        this(1e-5, true);
    }

    /** Checks the settings. */
    public LayerNormalization {
        Bounds.epsilon("layer normalization", epsilon);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Shape channels = Shape.of(x.channels());
        return affine ? x.apply(new LayerNorm(epsilon), at.parameter("norm.weight", channels, Initializer.ONES),
                at.parameter("norm.bias", channels, Initializer.ZEROS)) : x.apply(new LayerNorm(epsilon));
    }
}
