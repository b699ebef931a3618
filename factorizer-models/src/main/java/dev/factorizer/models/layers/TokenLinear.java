package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.tensor.Shape;

/**
 * A linear map of the channels at each token, as transformers have it: (B, C, S…) → (B, outputs, S…). Parameters {@code weight}
 * (outputs, C) and {@code bias} (outputs), as in PyTorch. {@link Linear} is the same with the Factorizer's names.
 *
 * @param outputs the result's channels
 * @param bias whether a learned constant is added
 */
public record TokenLinear(int outputs, boolean bias) implements Layer {
    /** Checks the settings. */
    public TokenLinear {
        Bounds.atLeast("token linear", "outputs", outputs, 1);
    }

    @Override
    public Value apply(Scope at, Value x) {
        Value weight = weight(at, x.channels(), outputs).reshape(outputs, x.channels(), 1);
        return bias ? x.apply(new ChannelLinear(), weight,
                at.parameter("bias", Shape.of(outputs), Initializer.kaimingUniform(x.channels())))
                : x.apply(new ChannelLinear(), weight);
    }

    /** The parameter alone, for layers whose state dict has it before what comes first. */
    static Value weight(Scope at, int inputs, int outputs) {
        return at.parameter("weight", Shape.of(outputs, inputs), Initializer.kaimingUniform(inputs));
    }
}
