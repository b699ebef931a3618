package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import java.util.List;

/** What follows a normalization: a learned factor and summand for each channel, {@code weight} (C) and {@code bias} (C). */
final class ChannelAffine {
    private ChannelAffine() { }

    static List<Value> parameters(Scope at, int channels) {
        return List.of(at.parameter("weight", Shape.of(channels), Initializer.ONES),
                at.parameter("bias", Shape.of(channels), Initializer.ZEROS));
    }
}
