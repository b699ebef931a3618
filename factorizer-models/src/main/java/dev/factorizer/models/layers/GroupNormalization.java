package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.GroupNorm;
import java.util.List;

/**
 * Normalization over the voxels and a group of neighboring channels of each sample: (B, C, S…) → (B, C, S…). Parameters {@code
 * weight} (C) and {@code bias} (C), as in PyTorch.
 *
 * @param groups into how many groups the channels fall
 * @param epsilon added to the variance
 * @param affine whether the result is scaled and moved by learned numbers
 */
public record GroupNormalization(int groups, double epsilon, boolean affine) implements Normalization {
    /**
     * As in PyTorch: ε = 1e-5, affine.
     *
     * @param groups into how many groups the channels fall
     */
    public GroupNormalization(int groups) {
        this(groups, 1e-5, true);
    }

    /** Checks the settings. */
    public GroupNormalization {
        Bounds.atLeast("group normalization", "groups", groups, 1);
        Bounds.epsilon("group normalization", epsilon);
    }

    @Override
    public Value apply(Scope at, Value x) {
        List<Value> parameters = affine ? ChannelAffine.parameters(at, x.channels()) : List.of();
        return x.apply(new GroupNorm(groups, epsilon), parameters.toArray(Value[]::new));
    }
}
