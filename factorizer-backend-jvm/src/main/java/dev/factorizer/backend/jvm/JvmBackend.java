package dev.factorizer.backend.jvm;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.backend.jvm.execution.HostKernels;
import dev.factorizer.backend.jvm.execution.JvmExecutable;
import dev.factorizer.backend.jvm.threads.Workers;

/** A team of threads and what it can run. */
final class JvmBackend implements Backend {
    private final Device device;
    private final int threads;
    private final Workers workers;

    JvmBackend(Device device, int threads) {
        this.device = device;
        this.threads = threads;
        this.workers = new Workers(threads);
    }

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public NativeOperations nativeOperations() {
        return HostKernels.nativeOperations();
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        require(options);
        return JvmExecutable.compile(lowered, Math.min(options.memoryLimitBytes(), device.memoryBytes()), workers);
    }

    /** Nothing is allocated. */
    @Override
    public MemoryPlan plan(Graph graph, CompileOptions options) {
        require(options);
        return JvmExecutable.plan(lower(graph, options));
    }

    @Override
    public void close() {
        workers.close();
    }
}
