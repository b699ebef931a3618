package dev.factorizer.backend.djl.execution;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.backend.djl.engine.EngineFailure;
import dev.factorizer.backend.djl.engine.TorchModule;
import dev.factorizer.backend.djl.script.TorchScript;
import java.util.List;

/** Primitives as one module: what comes and goes inside is freed by PyTorch at its last use. */
final class ScriptStep implements Step {
    private final TorchScript script;
    private final ModuleCache cache;
    private final TorchModule module;

    ScriptStep(TorchScript script, ModuleCache cache) {
        this.script = script;
        this.cache = cache;
        this.module = cache.take(script);
    }

    @Override
    public List<Value> inputs() {
        return script.inputs();
    }

    @Override
    public List<Value> outputs() {
        return script.outputs();
    }

    @Override
    public List<PtNDArray> run(List<PtNDArray> inputs, PtNDManager manager) {
        try {
            return List.of(module.call(inputs, manager));
        } catch (EngineException e) {
            throw failure(e);
        }
    }

    private BackendException failure(EngineException e) {
        Node node = EngineFailure.line(e).stream().mapToObj(script.lines()::get).findFirst().orElse(null);
        String where = node == null ? "program" : node.operation().name();
        String path = node == null || node.path().isEmpty() ? "" : " (at " + node.path() + ")";
        String remedy = EngineFailure.outOfMemory(e) ? "; use a smaller batch or input, recompute, or free memory" : "";
        return new BackendException(where + " failed" + path + ": " + EngineFailure.reason(e) + remedy, e);
    }

    @Override
    public void close() {
        cache.release(script);
    }
}
