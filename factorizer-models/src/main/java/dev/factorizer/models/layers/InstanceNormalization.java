package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.InstanceNorm;
import java.util.List;

/**
 * Normalization over the voxels of each sample and channel: (B, C, S…) → (B, C, S…). Parameters {@code weight} (C) and {@code
 * bias} (C), as in PyTorch.
 *
 * @param epsilon added to the variance
 * @param affine whether the result is scaled and moved by learned numbers
 */
public record InstanceNormalization(double epsilon, boolean affine) implements Normalization {
    /** As U-Nets for medical images have it: ε = 1e-5, affine. */
    public InstanceNormalization() {
        this(1e-5, true);
    }

    /** Checks the settings. */
    public InstanceNormalization {
        Bounds.epsilon("instance normalization", epsilon);
    }

    @Override
    public Value apply(Scope at, Value x) {
        List<Value> parameters = affine ? ChannelAffine.parameters(at, x.channels()) : List.of();
        return x.apply(new InstanceNorm(epsilon), parameters.toArray(Value[]::new));
    }
}
