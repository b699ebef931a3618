package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.models.networks.Factorizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kind {@code network}: a whole Factorizer. */
final class WholeNetworkKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Factorizer.Settings settings = Factorizer.Settings.of(at.settings().tree());
        List<Value> results = new Factorizer(settings).apply(at.scope(), at.input("x"));
        if (settings.decoder().deepSupervisionHeads() == 0) {
            return Map.of("y", results.getFirst());
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Value result : results) {
            outputs.put("y" + outputs.size(), result);
        }
        return outputs;
    }
}
