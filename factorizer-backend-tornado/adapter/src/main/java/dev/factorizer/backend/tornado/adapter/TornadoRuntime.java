package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.backend.tornado.runtime.TaskGraphDevice;
import dev.factorizer.backend.tornado.runtime.TaskGraphRuntime;

/** TornadoVM as the backend sees it. */
public final class TornadoRuntime implements TaskGraphRuntime {
    /** Makes the runtime; {@code ServiceLoader} does it. */
    public TornadoRuntime() { }

    @Override
    public Availability availability() {
        return TornadoDevices.find();
    }

    @Override
    public TaskGraphDevice open(String device) {
        return new ExecutionPool(TornadoDevices.named(device));
    }
}
