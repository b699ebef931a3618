package dev.factorizer.backend.tornado.runtime;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.BackendException;

/** Runs planned task graphs on devices: a module {@code provides} this, and {@code ServiceLoader} finds it. */
public interface TaskGraphRuntime {
    /** {@return its devices, the best first, or the reason why there are none; without lasting side effects} */
    Availability availability();

    /**
     * Opens a device for one backend.
     *
     * @param device the name of one of its devices
     * @return the device, which owns what its task graphs share
     * @throws BackendException if there is no such device
     */
    TaskGraphDevice open(String device);
}
