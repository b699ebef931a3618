package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.CompileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the system says about memory; Linux alone does so without native calls. */
final class AvailableMemory {
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    /** As proc(5) says: the peak restarts from what is resident now. */
    private static final String RESET_PEAK = "5";

    private AvailableMemory() { }

    /** No program may plan more than is free: a machine that swaps measures its disk. */
    static CompileOptions limit(CompileOptions options) {
        return new CompileOptions(options.recompute(), line(MACHINE, "MemAvailable:").orElse(Long.MAX_VALUE), options.products(),
                options.fusion());
    }

    /** The most memory this process has had resident since the last reset. */
    static OptionalLong peakResident() {
        return line(PROCESS, "VmHWM:");
    }

    /** Forgets earlier peaks, so that each work shows its own. */
    static boolean resetPeak() {
        try {
            Files.writeString(RESET, RESET_PEAK);
            return true;
        } catch (IOException e) {
            // Not Linux, or not allowed here: the peak of a later work then is that of all before it too.
            return false;
        }
    }

    private static OptionalLong line(Path file, String name) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
