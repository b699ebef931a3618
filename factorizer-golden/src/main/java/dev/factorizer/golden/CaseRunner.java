package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Runs a case forward and backward on a backend and compares. */
final class CaseRunner {
    private CaseRunner() { }

    static GoldenOutcome run(GoldenCase golden, GoldenKind kind, Backend backend) {
        try {
            return switch (kind) {
                case GraphKind graph -> Comparison.of(golden, run(GoldenProgram.of(golden, graph), backend), OptionalDouble.empty());
                case HostKind host -> Comparison.of(golden, run(golden, host, backend), host.allowed());
            };
        } catch (UnsupportedCaseException e) {
            return new GoldenOutcome.Unsupported(golden.name(), e.getMessage());
        } catch (MismatchException e) {
            return new GoldenOutcome.Failed(golden.name(), e.getMessage());
        } catch (RuntimeException e) {
            return new GoldenOutcome.Failed(golden.name(), e.toString());
        }
    }

    private static Map<String, Tensor> run(GoldenProgram program, Backend backend) {
        try (Executable executable = backend.prepare(program.graph(), CompileOptions.DEFAULT)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            for (Placeholder placeholder : executable.graph().placeholders()) {
                Tensor tensor = program.given().get(placeholder.name());
                if (placeholder.role() == Placeholder.Role.INPUT) {
                    inputs.put(placeholder.name(), tensor);
                } else {
                    executable.load(placeholder.name(), tensor);
                }
            }
            return executable.run(inputs);
        }
    }

    private static Map<String, Tensor> run(GoldenCase golden, HostKind kind, Backend backend) {
        Settings settings = new Settings(golden.config());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        GoldenProgram.understood(() -> kind.compute(golden, settings, backend)).forEach((name, tensor) -> {
            if (golden.tensors().containsKey("output." + name)) {
                outputs.put("output." + name, tensor);
            }
        });
        settings.allRead();
        return outputs;
    }
}
