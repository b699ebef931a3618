package dev.factorizer.reference;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import java.util.List;

/** Finds the reference backend by its name; any other backend is preferred. */
public final class ReferenceBackendProvider implements BackendProvider {
    /** Makes the provider; {@code ServiceLoader} does it. */
    public ReferenceBackendProvider() { }

    @Override
    public String name() {
        return ReferenceBackend.NAME;
    }

    @Override
    public Availability availability() {
        return new Availability.Available(List.of(new ReferenceBackend().device()));
    }

    @Override
    public int preference() {
        return Integer.MIN_VALUE;
    }

    /** Opens it; it always computes on one thread. */
    @Override
    public Backend open(BackendOptions options) {
        if (!options.device().isEmpty() && !options.device().equals("cpu")) {
            throw new BackendException("backend \"reference\": device \"" + options.device()
                    + "\" does not exist, expected \"cpu\"");
        }
        return new ReferenceBackend();
    }
}
