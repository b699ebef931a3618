package dev.factorizer.backend.jvm;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Device;
import dev.factorizer.backend.jvm.kernels.vectors.VectorWidth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The backend in plain Java: no native library, one device, {@code cpu}. Available wherever Java has its vectors: on the
 * module path always, on the class path with {@code --add-modules jdk.incubator.vector}.
 */
public final class JvmBackendProvider implements BackendProvider {
    private static final String DEVICE = "cpu";
    private static final String VECTORS = "jdk.incubator.vector";
    private static final String REMEDY = "Start it with --add-modules " + VECTORS + ".";
    private static final Availability.Missing NO_VECTORS = new Availability.Missing(
            "Java runs without the module " + VECTORS + ".", REMEDY);
    private static final Availability.Missing FOREIGN_VECTORS = new Availability.Missing("The module " + VECTORS + " is in a layer of"
            + " its own, where Java doesn't let it work.", REMEDY);

    /** Makes the provider; {@code ServiceLoader} does it. */
    public JvmBackendProvider() { }

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Availability availability() {
        Optional<Availability.Missing> missing = missing();
        return missing.isPresent() ? missing.get() : new Availability.Available(List.of(device(processors())));
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
        missing().ifPresent(missing -> {
            throw new BackendException("backend \"jvm\" is not available: " + missing.reason() + " " + missing.remedy());
        });
        Cautions.warn();
        int threads = options.threads() == 0 ? processors() : options.threads();
        return new JvmBackend(device(threads), threads);
    }

    /** The layer of this module, and those below it, have all it can see; on the class path that is the boot layer. */
    private static Optional<Availability.Missing> missing() {
        ModuleLayer layer = JvmBackendProvider.class.getModule().getLayer();
        if ((layer == null ? ModuleLayer.boot() : layer).findModule(VECTORS).isEmpty()) {
            return Optional.of(NO_VECTORS);
        }
        try {
            VectorWidth.bits();
            return Optional.empty();
        } catch (IllegalAccessError | NoClassDefFoundError | ExceptionInInitializerError e) {
            return Optional.of(FOREIGN_VECTORS);
        }
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Device device(int threads) {
        long memory = MachineMemory.totalBytes();
        String description = String.format(Locale.ROOT, "CPU (%s), %d-bit vectors, %d %s, %.1f GiB of memory",
                System.getProperty("os.arch"), VectorWidth.bits(), threads,
                threads == 1 ? "thread" : "threads", memory / (double) (1L << 30));
        return new Device(DEVICE, String.join("; ", Stream.concat(Stream.of(description), Cautions.all().stream()).toList()), memory, true);
    }
}
