package dev.factorizer.backend.djl.engine;

import dev.factorizer.api.backend.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What PyTorch could compute on here, found without loading it. */
public final class Processors {
    /** The device that is always there. */
    public static final String CPU = "cpu";

    private static final double GIBIBYTE = 1L << 30;

    private Processors() { }

    /**
     * The devices of a library, the best first.
     *
     * @param library the library
     * @param threads how many threads compute on the CPU
     * @return GPUs where the library can use them, then the CPU
     */
    public static List<Device> of(NativeLibrary library, int threads) {
        List<Device> devices = new ArrayList<>();
        for (CudaDriver.Gpu gpu : library.gpus()) {
            devices.add(new Device("cuda:" + devices.size(), String.format(Locale.ROOT, "%s, %.1f GiB of memory, %s", gpu.name(),
                    gpu.memoryBytes() / GIBIBYTE, library), gpu.memoryBytes(), false));
        }
        long memory = memoryBytes();
        devices.add(new Device(CPU, String.format(Locale.ROOT, "CPU (%s), %d %s, %.1f GiB of memory, %s",
                System.getProperty("os.arch"), threads, threads == 1 ? "thread" : "threads", memory / GIBIBYTE, library), memory, true));
        return devices;
    }

    /** Main memory; the Java heap's limit where the system doesn't say. */
    private static long memoryBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:")).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024).orElse(Runtime.getRuntime().maxMemory());
        } catch (IOException e) {
            return Runtime.getRuntime().maxMemory();
        }
    }
}
