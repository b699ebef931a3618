package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.LayerNorm;
import java.util.List;

/**
 * Normalization over the channels at each token: (B, C, S…) → (B, C, S…). Parameters {@code weight} (C) and {@code bias} (C), as
 * in PyTorch. {@link LayerNormalization} is the same with the Factorizer's names.
 *
 * @param epsilon added to the variance
 */
public record TokenNormalization(double epsilon) implements Layer {
    /** As in PyTorch: ε = 1e-5. */
    public TokenNormalization() {
        this(1e-5);
    }

    /** Checks the settings. */
    public TokenNormalization {
        Bounds.epsilon("token normalization", epsilon);
    }

    @Override
    public Value apply(Scope at, Value x) {
        List<Value> parameters = ChannelAffine.parameters(at, x.channels());
        return x.apply(new LayerNorm(epsilon), parameters.toArray(Value[]::new));
    }
}
