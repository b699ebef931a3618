package dev.factorizer.models.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the system says about the processor, so that times of different machines aren't taken for those of one. */
public final class HostProcessor {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private HostProcessor() { }

    /** {@return its name, as Linux and Windows have it; empty where no file and no variable says it, as on macOS} */
    public static Optional<String> name() {
        try {
            return Files.exists(PROCESSORS) ? name(Files.readAllLines(PROCESSORS)) : Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Linux knows an ARM processor by its numbers only. */
    static Optional<String> name(List<String> lines) {
        return value(lines, "model name").or(() -> value(lines, "CPU part").map(part -> "ARM, part " + part + " of implementer "
                + value(lines, "CPU implementer").orElse("unknown")));
    }

    /** Of the first processor. */
    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream().filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).filter(value -> !value.isEmpty()).findFirst();
    }
}
