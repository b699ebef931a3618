package dev.factorizer.backend.tornado;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Device;
import dev.factorizer.backend.tornado.runtime.TaskGraphRuntime;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The backend on TornadoVM: every device of its drivers, where TornadoVM is installed and the adapter was built. */
public final class TornadoBackendProvider implements BackendProvider {
    static final String NAME = "tornado";

    private final Optional<TaskGraphRuntime> runtime;

    /** Makes the provider; {@code ServiceLoader} does it. */
    public TornadoBackendProvider() {
        this(ServiceLoader.load(TaskGraphRuntime.class).findFirst());
    }

    /** A provider that looks for no runtime. */
    TornadoBackendProvider(Optional<TaskGraphRuntime> runtime) {
        this.runtime = runtime;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability availability() {
        return runtime.map(TaskGraphRuntime::availability).orElseGet(() -> Installation.find().missing());
    }

    @Override
    public int preference() {
        return 20;
    }

    @Override
    public Backend open(BackendOptions options) {
        return switch (availability()) {
            case Availability.Available(List<Device> devices) ->
                new TornadoBackend(runtime.orElseThrow(), choose(options.device(), devices));
            case Availability.Missing(String reason, String remedy) ->
                throw new BackendException("backend \"tornado\" is not available: " + reason + " " + remedy);
        };
    }

    private static Device choose(String name, List<Device> devices) {
        return devices.stream().filter(device -> name.isEmpty() || device.name().equals(name)).findFirst()
                .orElseThrow(() -> new BackendException("backend \"tornado\": device \"" + name
                        + "\" does not exist, expected one of " + devices.stream().map(Device::name).toList()));
    }
}
