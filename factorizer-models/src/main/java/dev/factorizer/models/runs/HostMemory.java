package dev.factorizer.models.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the system says about memory; Linux alone does so without native calls. */
final class HostMemory {
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    private HostMemory() { }

    /** What programs can take without swapping. */
    static OptionalLong available() {
        return line(MACHINE, "MemAvailable:");
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
