package dev.factorizer.backend.tornado;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import java.util.Optional;

/** This backend with a {@link HostRuntime}: plans and kernels without any device. The number of threads chooses the order. */
final class HostProvider implements BackendProvider {
    private static final int[] ORDERS = {0, 1, 7};

    @Override
    public String name() {
        return TornadoBackendProvider.NAME;
    }

    @Override
    public Availability availability() {
        return new HostRuntime(0).availability();
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Backend open(BackendOptions options) {
        int order = ORDERS[Math.max(0, options.threads() - 1) % ORDERS.length];
        return new TornadoBackendProvider(Optional.of(new HostRuntime(order))).open(options);
    }
}
