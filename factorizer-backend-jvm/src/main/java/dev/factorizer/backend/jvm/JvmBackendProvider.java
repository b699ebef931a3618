package dev.factorizer.backend.jvm;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Device;
import dev.factorizer.backend.jvm.kernels.VectorWidth;
import java.util.List;
import java.util.Locale;

/** The backend in plain Java: no native library, one device, {@code cpu}. Always available. */
public final class JvmBackendProvider implements BackendProvider {
    private static final String DEVICE = "cpu";

    /** Makes the provider; {@code ServiceLoader} does it. */
    public JvmBackendProvider() { }

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(List.of(device(processors())));
    }

    @Override
    public int preference() {
        return 100;
    }

    @Override
    public Backend open(BackendOptions options) {
        if (!options.device().isEmpty() && !options.device().equals(DEVICE)) {
            throw new BackendException("backend \"jvm\": device \"" + options.device() + "\" does not exist, expected \""
                    + DEVICE + "\"");
        }
        int threads = options.threads() == 0 ? processors() : options.threads();
        return new JvmBackend(device(threads), threads);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Device device(int threads) {
        long memory = MachineMemory.totalBytes();
        String description = String.format(Locale.ROOT, "CPU (%s), %d-bit vectors, %d %s, %.1f GiB of memory",
                System.getProperty("os.arch"), VectorWidth.bits(), threads,
                threads == 1 ? "thread" : "threads", memory / (double) (1L << 30));
        return new Device(DEVICE, description, memory);
    }
}
