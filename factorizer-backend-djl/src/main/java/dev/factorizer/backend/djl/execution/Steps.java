package dev.factorizer.backend.djl.execution;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.backend.djl.script.TorchScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cuts a graph into steps. */
final class Steps {
    private Steps() { }

    /** The steps of a graph; none if nothing is computed. */
    static List<Step> of(Graph graph, ModuleCache cache, String device) {
        List<Node> computed = graph.nodes().stream().filter(node -> !isGiven(node)).toList();
        if (computed.isEmpty()) {
            return List.of();
        }
        Set<Value> wanted = new LinkedHashSet<>(graph.outputs().values());
        wanted.addAll(graph.updates().values());
        Set<Node> inside = new LinkedHashSet<>(computed);
        Set<Value> inputs = new LinkedHashSet<>();
        for (Node node : computed) {
            node.inputs().stream().filter(input -> !inside.contains(input.node())).forEach(inputs::add);
        }
        List<Value> outputs = wanted.stream().filter(value -> inside.contains(value.node())).toList();
        List<Step> steps = new ArrayList<>();
        steps.add(new ScriptStep(TorchScript.of(computed, List.copyOf(inputs), outputs, device), cache));
        return steps;
    }

    private static boolean isGiven(Node node) {
        return node.operation() instanceof Placeholder || node.operation() instanceof Constant;
    }

    /** A device as scripts name it. */
    static String device(PtNDManager manager) {
        Device device = manager.getDevice();
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }
}
