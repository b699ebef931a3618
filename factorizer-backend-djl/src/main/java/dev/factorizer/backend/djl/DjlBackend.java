package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.execution.DeviceContext;
import dev.factorizer.backend.djl.execution.DjlExecutable;
import dev.factorizer.backend.djl.execution.HostSteps;
import dev.factorizer.backend.djl.execution.NodeKernels;
import java.util.Set;

/** PyTorch's engine on one device. */
final class DjlBackend implements Backend {
    private final Device device;
    private final int threads;
    private final DeviceContext context;

    DjlBackend(TorchEngine engine, Device device, NodeKernels kernels, int threads) {
        this.device = device;
        this.threads = threads;
        this.context = DeviceContext.open(device.name(), engine.manager(device.name()), kernels, threads);
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
    public int threads() {
        return threads;
    }

    @Override
    public NativeOperations nativeOperations() {
        return context.kernels().nativeOperations();
    }

    @Override
    public Set<MatmulPrecision> matmulPrecisions() {
        return Set.of(MatmulPrecision.values());
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        require(options);
        long memoryLimitBytes = Math.min(options.memoryLimitBytes(), device.memoryBytes());
        return context.kernels() == NodeKernels.HOST ? HostSteps.compile(lowered, memoryLimitBytes, options.matmulPrecision(), context)
                : DjlExecutable.compile(lowered, memoryLimitBytes, options.matmulPrecision(), context);
    }

    /** How many tensors PyTorch holds for its programs. */
    int heldTensors() {
        return context.manager().getManagedArrays().size();
    }

    @Override
    public void close() {
        context.close();
    }
}
