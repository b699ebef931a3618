package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program of its own that runs a graph of many large values, and writes down what its memory was planned to be and what it
 * was: the program's bytes, the process's, and the most that were resident, 0 where the system does not tell. Argument: the
 * file.
 */
final class ResidentProgram {
    private static final int ROWS = 1024;
    private static final int MATRICES = 32;

    private ResidentProgram() { }

    static void main(String[] arguments) throws IOException {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(MATRICES, ROWS, ROWS));
        Value w = trace.append(new Placeholder("w", Placeholder.Role.PARAMETER, Type.float32(ROWS, ROWS)), List.of()).result();
        Value y = x;
        for (int i = 0; i < 8; i++) {
            y = y.multiply(w).add(1).sigmoid();
        }
        Value joined = y.concatenate(0, y.negate()).relu();
        Tensor given = Tensor.of(new float[MATRICES * ROWS * ROWS], MATRICES, ROWS, ROWS);
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT);
                Executable executable = backend.prepare(Graph.of(Map.of("sum", joined.sumAll())), CompileOptions.DEFAULT)) {
            for (int i = 0; i < 3; i++) {
                executable.run(Map.of("x", given));
            }
            MemoryPlan plan = executable.memory();
            Files.writeString(Path.of(arguments[0]), plan.totalBytes() + "\n" + plan.residentBytes() + "\n" + peakBytes() + "\n");
        }
    }

    private static long peakBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status) ? 0 : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024).sum();
    }
}
