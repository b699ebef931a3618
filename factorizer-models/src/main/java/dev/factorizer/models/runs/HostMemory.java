package dev.factorizer.models.runs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** What the system says about memory. Java knows the limit of a container; what others hold, each system counts in its own way. */
final class HostMemory {
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    private HostMemory() { }

    /** What programs can take without swapping; where the system doesn't count that, what there is in all. */
    static OptionalLong available() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return line(MACHINE, "MemAvailable:");
        }
        boolean isWindows = system.getName().toLowerCase(Locale.ROOT).startsWith("windows");
        OptionalLong free = isWindows ? OptionalLong.of(system.getFreeMemorySize()) : line(MACHINE, "MemAvailable:");
        return OptionalLong.of(available(system.getTotalMemorySize(), resident().orElse(0), free));
    }

    /**
     * What programs can take.
     *
     * @param total of the machine or, if that is less, the container
     * @param resident what this process occupies of it
     * @param free of the machine; empty where that isn't known. What systems other than Linux and Windows call free leaves out what they
     *     would give at once
     */
    static long available(long total, long resident, OptionalLong free) {
        return Math.min(Math.max(0, total - resident), free.orElse(Long.MAX_VALUE));
    }

    /** What this process occupies. */
    static OptionalLong resident() {
        return line(PROCESS, "VmRSS:");
    }

    private static OptionalLong line(Path file, String name) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
