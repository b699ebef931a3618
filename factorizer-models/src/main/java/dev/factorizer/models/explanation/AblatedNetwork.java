package dev.factorizer.models.explanation;

import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with something else in place of its factorizations: it is traced as it is, then every step that depends on one is
 * traced once more.
 *
 * @param original the network
 * @param ablation what takes the place
 */
record AblatedNetwork(NetworkSettings original, Ablation ablation) implements NetworkSettings {
    @Override
    public String kind() {
        return original.kind() + " with " + ablation.label();
    }

    @Override
    public Network network() {
        return this::apply;
    }

    private List<Value> apply(Scope at, Value x) {
        if (at.training()) {
            throw new IllegalArgumentException("ablation " + ablation.label() + ": found a training, expected inference; the"
                    + " ablation compares trained networks");
        }
        List<Value> results = original.network().apply(at, x);
        Map<String, Value> named = new LinkedHashMap<>();
        results.forEach(result -> named.put("result" + named.size(), result));
        Map<Value, Value> replaced = new HashMap<>();
        for (Node node : Graph.of(named).nodes()) {
            replace(node, replaced);
        }
        return results.stream().map(result -> replaced.getOrDefault(result, result)).toList();
    }

    private void replace(Node node, Map<Value, Value> replaced) {
        Value[] inputs = node.inputs().stream().map(input -> replaced.getOrDefault(input, input)).toArray(Value[]::new);
        Trace trace = node.trace();
        if (node.operation() instanceof Factorize) {
            replaced.put(node.result(), trace.at(node.path(), () -> ablation.replacement(node, inputs)));
        } else if (!node.inputs().equals(List.of(inputs))) {
            Node copy = trace.at(node.path(), () -> trace.append(node.operation(), List.of(inputs)));
            for (int i = 0; i < copy.results().size(); i++) {
                replaced.put(node.results().get(i), copy.results().get(i));
            }
        }
    }

    @Override
    public int inputChannels() {
        return original.inputChannels();
    }

    @Override
    public int outputChannels() {
        return original.outputChannels();
    }

    @Override
    public List<Integer> window() {
        return original.window();
    }

    @Override
    public List<LeastSize> leastSizes() {
        return original.leastSizes();
    }

    /** A bundle of it could not be read again. */
    @Override
    public Map<String, Object> toTree() {
        throw new IllegalArgumentException("ablation " + ablation.label() + ": such a network has no settings of its own and can't"
                + " be written; write the \"" + original.kind() + "\" that it was made from");
    }

    @Override
    public Identity identity() {
        return new Identity(kind(), Map.of("original", original.identity().toTree()));
    }
}
