package dev.factorizer.backend.tornado;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.backend.tornado.execution.TaskGraphExecutable;
import dev.factorizer.backend.tornado.runtime.TaskGraphDevice;
import dev.factorizer.backend.tornado.runtime.TaskGraphRuntime;

/** A device of a runtime. */
final class TornadoBackend implements Backend {
    private final TaskGraphDevice opened;
    private final Device device;

    TornadoBackend(TaskGraphRuntime runtime, Device device) {
        this.opened = runtime.open(device.name());
        this.device = device;
    }

    @Override
    public String name() {
        return TornadoBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public NativeOperations nativeOperations() {
        return TaskGraphExecutable.nativeOperations();
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        require(options);
        return TaskGraphExecutable.compile(lowered, options.memoryLimitBytes(), opened, device);
    }

    @Override
    public void close() {
        opened.close();
    }
}
