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

/**
 * The backend in plain Java: no native library, one device, {@code cpu}. Available wherever Java has its vectors: on the
 * module path always, on the class path with {@code --add-modules jdk.incubator.vector}.
 */
public final class JvmBackendProvider implements BackendProvider {
    private static final String DEVICE = "cpu";
    private static final String VECTORS = "jdk.incubator.vector";
    private static final Availability.Missing NO_VECTORS = new Availability.Missing(
            "Java runs without the module " + VECTORS + ".", "Start it with --add-modules " + VECTORS + ".");

    /** Makes the provider; {@code ServiceLoader} does it. */
    public JvmBackendProvider() { }

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Availability availability() {
        return hasVectors() ? new Availability.Available(List.of(device(processors()))) : NO_VECTORS;
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
        if (!hasVectors()) {
            throw new BackendException("backend \"jvm\" is not available: " + NO_VECTORS.reason() + " " + NO_VECTORS.remedy());
        }
        int threads = options.threads() == 0 ? processors() : options.threads();
        return new JvmBackend(device(threads), threads);
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTORS).isPresent();
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
