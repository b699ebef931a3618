package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.CompressionHazard;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.runs.HostProcessor;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists backends and their devices, and for what is missing why and what to install. */
@Command(name = "devices", header = "Lists backends and devices of this machine.",
        description = {"", "Each backend with its devices, the best first; for one that can't be used here, why and what to"
                + " install."},
        footer = {"  factorizer devices", "  factorizer devices --verbose"})
final class DevicesCommand implements Runnable {
    private static final double GIBIBYTE = 1L << 30;

    private final Terminal terminal;
    private final Results results;

    @Option(names = "--verbose", description = "Also open each backend, to show how long that takes and which precisions of products"
            + " it supports, and describe this machine and this Java.")
    private boolean verbose;

    @Inject
    DevicesCommand(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    @Override
    public void run() {
        PrintWriter out = terminal.out();
        for (BackendProvider provider : Backends.providers()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", provider.name());
            switch (provider.availability()) {
                case Availability.Available available -> {
                    for (Device device : available.devices()) {
                        out.printf(Locale.ROOT, "%-10s %-8s %s%n", provider.name(), device.name(),
                                Printable.of(device.description()));
                    }
                    entry.put("available", true);
                    entry.put("devices", available.devices());
                    if (verbose) {
                        start(provider, entry);
                    }
                }
                case Availability.Missing missing -> {
                    out.printf(Locale.ROOT, "%-10s %-8s %s %s%n", provider.name(), "missing", Printable.of(missing.reason()),
                            Printable.of(missing.remedy()));
                    entry.put("available", false);
                    entry.put("reason", missing.reason());
                    entry.put("remedy", missing.remedy());
                }
            }
            results.add("backends", entry);
        }
        if (verbose) {
            machine(out);
        }
        results.put("machine", machine());
        CompressionHazard.warning(Runtime.version()).ifPresent(results::warn);
    }

    /** Opening a backend loads its libraries. */
    private void start(BackendProvider provider, Map<String, Object> entry) {
        long begun = System.nanoTime();
        try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            List<MatmulPrecision> precisions = backend.matmulPrecisions().stream().sorted().toList();
            terminal.out().printf(Locale.ROOT, "%-10s %-8s opened in %.3f s%n", provider.name(), backend.device().name(), seconds);
            terminal.out().printf(Locale.ROOT, "%-10s %-8s can store matrix products and convolutions in %s%n", provider.name(),
                    backend.device().name(), String.join(", ", precisions.stream().map(MatmulPrecision::toString).toList()));
            entry.put("secondsToOpen", seconds);
            entry.put("matmulPrecisions", precisions);
        } catch (BackendException e) {
            terminal.out().printf(Locale.ROOT, "%-10s %-8s %s%n", provider.name(), "failed", Printable.of(e.getMessage()));
            entry.put("failed", e.getMessage());
        }
    }

    private static Map<String, Object> machine() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("system", System.getProperty("os.name"));
        tree.put("systemVersion", System.getProperty("os.version"));
        tree.put("architecture", System.getProperty("os.arch"));
        tree.put("processor", HostProcessor.name().orElse(null));
        tree.put("processors", Runtime.getRuntime().availableProcessors());
        tree.put("java", Runtime.version().toString());
        tree.put("javaVendor", System.getProperty("java.vendor"));
        tree.put("javaHome", System.getProperty("java.home"));
        tree.put("heapBytes", Runtime.getRuntime().maxMemory());
        return tree;
    }

    private static void machine(PrintWriter out) {
        Runtime runtime = Runtime.getRuntime();
        out.println();
        out.printf(Locale.ROOT, "system     %s %s, %s, %d %s%n", System.getProperty("os.name"),
                System.getProperty("os.version"), System.getProperty("os.arch"), runtime.availableProcessors(),
                runtime.availableProcessors() == 1 ? "processor" : "processors");
        HostProcessor.name().ifPresent(name -> out.printf(Locale.ROOT, "processor  %s%n", Printable.of(name)));
        out.printf(Locale.ROOT, "java       %s (%s), %s%n", Runtime.version(), System.getProperty("java.vendor"),
                System.getProperty("java.home"));
        out.printf(Locale.ROOT, "java heap  at most %.1f GiB; tensors live outside of it%n", runtime.maxMemory() / GIBIBYTE);
        out.printf(Locale.ROOT, "factorizer %s%n", ModuleVersion.number());
    }
}
