package com.example.backend;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Device;
import java.util.List;

/** Says that there is one device, and opens it. */
public final class MyProvider implements BackendProvider {
    static final Device DEVICE = new Device("abacus", "ten rods of beads", 1L << 30, true);

    /** Called by the service loader. */
    public MyProvider() { }

    @Override
    public String name() {
        return "mine";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(List.of(DEVICE));
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Backend open(BackendOptions options) {
        if (!options.device().isEmpty() && !options.device().equals(DEVICE.name())) {
            throw new BackendException("backend \"mine\": there is no device \"" + options.device() + "\", expected \""
                    + DEVICE.name() + "\"");
        }
        return new MyBackend();
    }
}
