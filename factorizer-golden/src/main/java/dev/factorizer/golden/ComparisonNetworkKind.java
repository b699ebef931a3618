package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.NetworkSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kinds {@code comparisonNetwork} and {@code deconver}: a whole network of the {@link Architectures}. Its further names are those of the case's {@code
 * aliases}. A case whose name ends in {@code -train} is computed as in training.
 */
final class ComparisonNetworkKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Value x = at.input("x");
        Map<String, Object> config = at.settings().tree();
        NetworkSettings network = Architectures.settings(config, Arrays.stream(x.shape().spatial().sizes()).boxed().toList());
        Object aliases = config.getOrDefault("aliases", Map.of());
        if (!network.sharedNames().equals(aliases)) {
            throw new MismatchException("further names are " + network.sharedNames() + ", expected " + aliases);
        }
        List<Value> results = network.network().apply(at.scope(), x);
        if (results.size() == 1) {
            return Map.of("y", results.getFirst());
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Value result : results) {
            outputs.put("y" + outputs.size(), result);
        }
        return outputs;
    }
}
