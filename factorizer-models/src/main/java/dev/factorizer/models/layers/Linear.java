package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.tensor.Shape;

/**
 * A linear map of the channels at each voxel: (B, C, S…) → (B, outputs, S…). Parameters {@code linear.weight} (outputs, C,
 * 1) and {@code linear.bias} (outputs).
 *
 * @param outputs the result's channels
 * @param bias whether a learned constant is added
 */
public record Linear(int outputs, boolean bias) implements Layer {
    /** Checks the settings. */
    public Linear {
        Bounds.atLeast("linear", "outputs", outputs, 1);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Initializer uniform = Initializer.kaimingUniform(x.channels());
        Value weight = at.parameter("linear.weight", Shape.of(outputs, x.channels(), 1), uniform);
        return bias ? x.apply(new ChannelLinear(), weight, at.parameter("linear.bias", Shape.of(outputs), uniform))
                : x.apply(new ChannelLinear(), weight);
    }
}
