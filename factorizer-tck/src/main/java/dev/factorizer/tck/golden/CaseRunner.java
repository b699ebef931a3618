package dev.factorizer.tck.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Runs a case forward and backward on a backend and compares. */
final class CaseRunner {
    private CaseRunner() { }

    static GoldenOutcome run(GoldenCase golden, GoldenKind kind, Backend backend) {
        try {
            return switch (kind) {
                case GraphKind graph -> Comparison.of(golden, run(golden, graph, backend), OptionalDouble.empty());
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

    private static Map<String, Tensor> run(GoldenCase golden, GraphKind kind, Backend backend) {
        GoldenGraph at = new GoldenGraph(golden);
        Map<String, Value> outputs = understood(() -> kind.build(at));
        at.settings().allRead();
        at.allPlaced();
        return compute(graph(golden, at, outputs), at, backend);
    }

    private static Map<String, Tensor> run(GoldenCase golden, HostKind kind, Backend backend) {
        Settings settings = new Settings(golden.config());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        understood(() -> kind.compute(golden, settings, backend)).forEach((name, tensor) -> {
            if (golden.tensors().containsKey("output." + name)) {
                outputs.put("output." + name, tensor);
            }
        });
        settings.allRead();
        return outputs;
    }

    /** Settings that a record refuses are beyond what can be computed; shapes that don't fit are wrong. */
    private static <T> T understood(Supplier<T> build) {
        try {
            return build.get();
        } catch (ShapeException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UnsupportedCaseException(e.getMessage());
        }
    }

    /** The outputs the case knows, and its gradients, by role. */
    private static Graph graph(GoldenCase golden, GoldenGraph at, Map<String, Value> outputs) {
        Map<String, Value> wanted = new LinkedHashMap<>();
        for (String name : golden.role("output.").keySet()) {
            if (outputs.containsKey(name)) {
                wanted.put("output." + name, outputs.get(name));
            }
        }
        List<Value> results = new ArrayList<>();
        List<Value> cotangents = new ArrayList<>();
        for (String name : golden.role("cotangent.").keySet()) {
            if (!wanted.containsKey("output." + name)) {
                throw new UnsupportedCaseException("output \"" + name + "\" is not computed, only " + outputs.keySet());
            }
            results.add(wanted.get("output." + name));
            cotangents.add(at.cotangent(name));
        }
        if (!results.isEmpty()) {
            List<String> roles = golden.role("grad.").keySet().stream().toList();
            List<Value> with = roles.stream().map(at::differentiated).toList();
            List<Value> gradients = Differentiation.pullBack(results, cotangents, with);
            for (int i = 0; i < roles.size(); i++) {
                wanted.put("grad." + roles.get(i), gradients.get(i));
            }
        }
        return Graph.of(wanted);
    }

    private static Map<String, Tensor> compute(Graph graph, GoldenGraph at, Backend backend) {
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            for (Placeholder placeholder : executable.graph().placeholders()) {
                if (placeholder.role() == Placeholder.Role.INPUT) {
                    inputs.put(placeholder.name(), at.given(placeholder));
                } else {
                    executable.load(placeholder.name(), at.given(placeholder));
                }
            }
            return executable.run(inputs);
        }
    }
}
