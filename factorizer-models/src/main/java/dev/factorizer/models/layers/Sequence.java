package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import java.util.List;

/**
 * Layers one after the other. Parameters under {@code 0}, {@code 1} …, as in PyTorch's Sequential.
 *
 * @param layers the first one first
 */
public record Sequence(List<Layer> layers) implements Layer {
    /** Copies the list. */
    public Sequence {
        layers = List.copyOf(layers);
    }

    /**
     * {@return layers one after the other}
     *
     * @param layers the first one first
     */
    public static Sequence of(Layer... layers) {
        return new Sequence(List.of(layers));
    }

    @Override
    public Value apply(Scope at, Value x) {
        for (int i = 0; i < layers.size(); i++) {
            x = at.apply(Integer.toString(i), layers.get(i), x);
        }
        return x;
    }
}
