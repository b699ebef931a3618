package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Device;
import dev.factorizer.backend.djl.engine.NativeLibrary;
import dev.factorizer.backend.djl.engine.Processors;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.execution.NodeKernels;
import java.util.List;

/**
 * The backend on PyTorch's engine, through DJL: the CPU, and NVIDIA GPUs with an installed PyTorch for CUDA. Its library is
 * loaded when the backend is opened, not before.
 */
public final class DjlBackendProvider implements BackendProvider {
    static final String NAME = "djl";

    /** Makes the provider; {@code ServiceLoader} does it. */
    public DjlBackendProvider() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability availability() {
        return switch (NativeLibrary.find()) {
            case NativeLibrary.Search.Found(NativeLibrary library) ->
                new Availability.Available(Processors.of(library, processors()));
            case NativeLibrary.Search.Missing(String reason, String remedy) -> new Availability.Missing(reason, remedy);
        };
    }

    @Override
    public int preference() {
        return 50;
    }

    @Override
    public Backend open(BackendOptions options) {
        return open(options, NodeKernels.HOST);
    }

    /** Opens it with other kernels on the CPU; on a GPU there are none. */
    Backend open(BackendOptions options, NodeKernels onHost) {
        NativeLibrary library = switch (NativeLibrary.find()) {
            case NativeLibrary.Search.Found(NativeLibrary found) -> found;
            case NativeLibrary.Search.Missing(String reason, String remedy) ->
                throw new BackendException("backend \"djl\" is not available: " + reason + " " + remedy);
        };
        int threads = options.threads() == 0 ? processors() : options.threads();
        Device device = choose(options.device(), Processors.of(library, threads));
        return new DjlBackend(TorchEngine.load(library), device, device.name().equals(Processors.CPU) ? onHost : NodeKernels.NONE,
                threads);
    }

    private static Device choose(String name, List<Device> devices) {
        return devices.stream().filter(device -> name.isEmpty() || device.name().equals(name)).findFirst()
                .orElseThrow(() -> new BackendException("backend \"djl\": device \"" + name + "\" does not exist, expected one of "
                        + devices.stream().map(Device::name).toList()
                        + (name.startsWith("cuda") ? "; for a GPU install PyTorch " + NativeLibrary.VERSION + " for CUDA 12.8 and"
                                + " NVIDIA's driver, and set " + NativeLibrary.PATH_VARIABLE + " to its folder torch/lib" : "")));
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
