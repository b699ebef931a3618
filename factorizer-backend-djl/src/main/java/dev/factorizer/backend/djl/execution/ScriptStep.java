package dev.factorizer.backend.djl.execution;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.ProductStorage;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.backend.djl.engine.TorchModule;
import dev.factorizer.backend.djl.script.TorchScript;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that a graph computes as one module: what comes and goes inside is freed by PyTorch at its last use. */
final class ScriptStep implements AutoCloseable {
    private final TorchScript script;
    private final ModuleCache cache;
    private final TorchModule module;

    ScriptStep(Graph graph, ProductStorage products, DeviceContext context) {
        this.script = script(graph, products, context.device());
        this.cache = context.modules();
        this.module = cache.take(script);
    }

    private static TorchScript script(Graph graph, ProductStorage products, String device) {
        List<Node> nodes = graph.nodes().stream().filter(node -> !isGiven(node)).toList();
        for (Node node : nodes) {
            if (node.operation() instanceof Composite) {
                throw new BackendException("backend \"djl\": " + node + " is not one of its native operations;"
                        + " call prepare, which lowers a graph before it is compiled");
            }
        }
        Set<Value> inputs = new LinkedHashSet<>();
        nodes.forEach(node -> node.inputs().stream().filter(input -> isGiven(input.node())).forEach(inputs::add));
        Set<Value> outputs = new LinkedHashSet<>(graph.outputs().values());
        outputs.addAll(graph.updates().values());
        outputs.removeIf(value -> isGiven(value.node()));
        return TorchScript.of(nodes, List.copyOf(inputs), List.copyOf(outputs), products, device);
    }

    private static boolean isGiven(Node node) {
        return node.operation() instanceof Placeholder || node.operation() instanceof Constant;
    }

    /** Runs it: reads tensors by their value, and adds those of what is wanted. */
    void run(Map<Value, PtNDArray> live, PtNDManager manager) {
        try {
            PtNDArray[] results = module.call(script.inputs().stream().map(live::get).toList(), manager);
            for (int i = 0; i < results.length; i++) {
                live.put(script.outputs().get(i), results[i]);
            }
        } catch (EngineException e) {
            throw ScriptFailure.of(e, script);
        }
    }

    @Override
    public void close() {
        cache.release(script);
    }
}
