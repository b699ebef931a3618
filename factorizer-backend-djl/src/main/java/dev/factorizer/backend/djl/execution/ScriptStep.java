package dev.factorizer.backend.djl.execution;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.backend.djl.engine.TorchModule;
import dev.factorizer.backend.djl.script.TorchScript;
import java.util.Map;

/** All that a graph computes as one module: what comes and goes inside is freed by PyTorch at its last use. */
final class ScriptStep implements AutoCloseable {
    private final TorchScript script;
    private final ModuleCache cache;
    private final TorchModule module;

    ScriptStep(Graph graph, MatmulPrecision products, DeviceContext context) {
        this.script = TorchScript.of(graph, products, context.device());
        this.cache = context.modules();
        this.module = cache.take(script);
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
