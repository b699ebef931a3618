package dev.factorizer.backend.djl;

import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.execution.DjlExecutable;
import dev.factorizer.backend.djl.execution.ModuleCache;

/** PyTorch's engine on one device. */
final class DjlBackend implements Backend {
    private final Device device;
    private final int threads;
    private final PtNDManager manager;
    private final ModuleCache cache;

    DjlBackend(TorchEngine engine, Device device, int threads) {
        this.device = device;
        this.threads = threads;
        this.manager = engine.manager(device.name());
        this.cache = new ModuleCache(manager);
    }

    @Override
    public String name() {
        return DjlBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public NativeOperations natives() {
        return NativeOperations.NONE;
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        return DjlExecutable.compile(lowered, Math.min(options.memoryLimitBytes(), device.memoryBytes()), cache, manager, threads);
    }

    @Override
    public void close() {
        cache.close();
        manager.close();
    }
}
