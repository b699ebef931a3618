package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

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
        return x.apply(new ChannelLinear(), parameters(at, x.channels()).toArray(Value[]::new));
    }

    /** Weight and bias, for the fused operations that take a whole branch's parameters. */
    List<Value> parameters(Scope at, int inputs) {
        Initializer uniform = Initializer.kaimingUniform(inputs);
        List<Value> parameters = new ArrayList<>();
        parameters.add(at.parameter("linear.weight", Shape.of(outputs, inputs, 1), uniform));
        if (bias) {
            parameters.add(at.parameter("linear.bias", Shape.of(outputs), uniform));
        }
        return parameters;
    }
}
