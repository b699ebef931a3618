package dev.factorizer.backend.djl.execution;

import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.backend.jvm.threads.Workers;

/**
 * What all programs of an open backend share.
 *
 * @param device where they compute, as PyTorch names it: {@code cpu}, {@code cuda:0}
 * @param manager what their tensors are attached to
 * @param modules loaded modules
 * @param kernels which nodes are computed by kernels in Java
 * @param workers the threads of those
 */
public record DeviceContext(String device, PtNDManager manager, ModuleCache modules, NodeKernels kernels, Workers workers)
        implements AutoCloseable {
    /**
     * Opens a device.
     *
     * @param device its name
     * @param manager a manager on it
     * @param kernels which nodes are computed by kernels in Java
     * @param threads how many threads compute
     * @return the context, which owns the manager
     */
    public static DeviceContext open(String device, PtNDManager manager, NodeKernels kernels, int threads) {
        return new DeviceContext(device, manager, new ModuleCache(manager), kernels, new Workers(threads));
    }

    @Override
    public void close() {
        workers.close();
        modules.close();
        manager.close();
    }
}
