package dev.factorizer.backend.djl.execution;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.backend.djl.engine.HostCopies;
import dev.factorizer.backend.djl.engine.TorchArguments;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.engine.TorchModule;
import dev.factorizer.backend.djl.script.TorchScript;
import dev.factorizer.backend.jvm.execution.HostStep;
import dev.factorizer.backend.jvm.execution.Memory;

/** Primitives as one module that computes into planned memory. Its tensors on that memory are made once. */
final class HostScript implements HostStep {
    private final TorchScript script;
    private final ModuleCache cache;
    private final TorchModule module;
    private final PtNDManager tensors;
    private final TorchArguments arguments;

    HostScript(TorchScript script, Memory memory, DeviceContext context) {
        this.script = script;
        this.cache = context.modules();
        this.module = cache.take(script);
        this.tensors = (PtNDManager) context.manager().newSubManager();
        try {
            this.arguments = TorchArguments.of(script.inputs().stream()
                    .map(value -> HostCopies.over(memory.of(value), value.type(), tensors)).toList());
        } catch (RuntimeException e) {
            tensors.close();
            cache.release(script);
            throw e;
        }
    }

    @Override
    public void run() {
        TorchEngine.enter();
        try {
            module.call(arguments);
        } catch (EngineException e) {
            throw ScriptFailure.of(e, script);
        }
    }

    /** Before the memory is freed: no tensor outlives what it lies on. */
    @Override
    public void close() {
        arguments.close();
        tensors.close();
        cache.release(script);
    }
}
