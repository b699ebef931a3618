package dev.factorizer.api.network;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identified;
import java.util.List;

/**
 * A whole network: from one image to one or more results. To be bundled, or used to segment, it also requires {@link
 * NetworkSettings}.
 */
@FunctionalInterface
public interface Network extends Identified {
    /**
     * Adds the network's operations.
     *
     * @param at gives the network its parameters
     * @param x the image (B, C, S…)
     * @return the results: one, or under deep supervision several, the finest first
     */
    List<Value> apply(Scope at, Value x);
}
