package dev.factorizer.golden;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Kind {@code comparisonNetworkByRule}: a network whose parameters are too many to be stored and come from {@link WeightsByRule}. Of its
 * gradients the case has those of small tensors, and the sum of magnitudes of each.
 */
final class ByRuleKind implements GraphKind {
    private static final String GRADIENT = "gradient.";

    @Override
    public Map<String, Value> build(GoldenGraph at) {
        at.settings().only("parameters", "rule");
        Value y = new ComparisonNetworkKind().build(at).get("y");
        Map<String, Value> trained = new LinkedHashMap<>();
        at.scope().parameters().forEach((spec, value) -> {
            at.give("param." + spec.name(), WeightsByRule.of(spec));
            if (spec.trainable()) {
                trained.put(spec.name(), value);
            }
        });
        Map<?, ?> shapes = (Map<?, ?>) at.settings().tree().get("parameterShapes");
        requireShapes(shapes, at.scope().parameters().keySet().stream().filter(ParameterSpec::trainable).toList());
        List<Value> gradients = Differentiation.pullBack(List.of(y), List.of(at.input("cotangent")), List.copyOf(trained.values()));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("y", y);
        Map<String, Value> sums = new LinkedHashMap<>();
        for (String name : trained.keySet()) {
            Value gradient = gradients.get(sums.size());
            outputs.put(GRADIENT + name, gradient);
            sums.put(name, gradient.absolute().sumAll().reshape(1));
        }
        List<Value> ordered = shapes.keySet().stream().map(sums::get).toList();
        outputs.put("gradientSums", ordered.getFirst().concatenate(0, ordered.subList(1, ordered.size()).toArray(Value[]::new)));
        return outputs;
    }

    /** The case's parameters are the network's, in its own order. */
    private static void requireShapes(Map<?, ?> expected, List<ParameterSpec> found) {
        Map<String, Object> shapes = new LinkedHashMap<>();
        found.forEach(spec -> shapes.put(spec.name(), sizes(spec.shape())));
        if (!shapes.equals(expected)) {
            throw new MismatchException("the network's parameters are " + shapes + ", expected " + expected);
        }
    }

    private static List<Integer> sizes(Shape shape) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : shape.sizes()) {
            sizes.add(size);
        }
        return sizes;
    }
}
