package dev.factorizer.backend.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this machine has, where the system tells without native calls. */
final class MachineMemory {
    private MachineMemory() { }

    /** Bytes of main memory; the Java heap's limit where the system doesn't say. */
    static long totalBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemTotal:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux: the heap's limit is the best that is known without native calls.
            return Runtime.getRuntime().maxMemory();
        }
        return Runtime.getRuntime().maxMemory();
    }
}
