package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Gelu;
import dev.factorizer.api.operations.LeakyRelu;
import dev.factorizer.api.operations.Silu;
import dev.factorizer.api.operations.Unary;

/**
 * A function of each element, for where a layer is asked for: (B, C, S…) → (B, C, S…).
 *
 * @param operation the function
 */
public record ActivationLayer(Operation operation) implements Layer {
    /** {@return max(0, x)} */
    public static ActivationLayer relu() {
        return new ActivationLayer(new Unary(Unary.Kind.RELU));
    }

    /**
     * {@return x above zero, slope · x below}
     *
     * @param slope such as 0.01
     */
    public static ActivationLayer leakyRelu(double slope) {
        return new ActivationLayer(new LeakyRelu(slope));
    }

    /** {@return GELU, computed with the error function} */
    public static ActivationLayer gelu() {
        return new ActivationLayer(new Gelu(false));
    }

    /** {@return x · sigmoid(x)} */
    public static ActivationLayer silu() {
        return new ActivationLayer(new Silu());
    }

    @Override
    public Value apply(Scope at, Value x) {
        return x.apply(operation);
    }
}
