package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DeconverKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Kind {@code deconver}: a whole Deconver. */
final class DeconverCaseKind implements GraphKind {
    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Value x = at.input("x");
        at.settings().only("architecture", "deconver");
        at.settings().only("dimensions", x.shape().rank() - 2);
        Map<String, Object> tree = at.settings().tree();
        tree.remove("architecture");
        tree.remove("dimensions");
        tree.put("spatialSize", IntStream.of(x.shape().spatial().sizes()).boxed().toList());
        Deconver.Settings settings = SettingsReader.read("case", tree, new DeconverKind()::read);
        List<Value> results = new Deconver(settings).apply(at.scope(), x);
        if (settings.decoder().deepSupervisionHeads() == 0) {
            return Map.of("y", results.getFirst());
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        results.forEach(result -> outputs.put("y" + outputs.size(), result));
        return outputs;
    }
}
