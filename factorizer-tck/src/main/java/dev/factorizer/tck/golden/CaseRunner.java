package dev.factorizer.tck.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Runs a case forward and backward on a backend and compares. */
final class CaseRunner {
    private CaseRunner() { }

    static GoldenOutcome run(GoldenCase golden, GoldenKind kind, Backend backend) {
        try {
            GoldenGraph at = new GoldenGraph(golden);
            Map<String, Value> outputs = kind.build(at);
            at.settings().allRead();
            at.allPlaced();
            Graph graph = graph(golden, at, outputs);
            return compare(golden, compute(graph, at, backend));
        } catch (UnsupportedCaseException e) {
            return new GoldenOutcome.Unsupported(golden.name(), e.getMessage());
        } catch (RuntimeException e) {
            return new GoldenOutcome.Failed(golden.name(), e.toString());
        }
    }

    /** The outputs the case knows, and its gradients, by role. */
    private static Graph graph(GoldenCase golden, GoldenGraph at, Map<String, Value> outputs) {
        Map<String, Value> wanted = new LinkedHashMap<>();
        for (String name : golden.role("output.").keySet()) {
            Value value = outputs.get(name);
            if (value == null) {
                throw new UnsupportedCaseException("output \"" + name + "\" is not computed, only " + outputs.keySet());
            }
            wanted.put("output." + name, value);
        }
        List<Value> results = new ArrayList<>();
        List<Value> cotangents = new ArrayList<>();
        for (String name : golden.role("cotangent.").keySet()) {
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

    private static GoldenOutcome compare(GoldenCase golden, Map<String, Tensor> found) {
        GoldenOutcome.Passed worst = new GoldenOutcome.Passed(golden.name(), 0, "");
        for (Map.Entry<String, Tensor> entry : found.entrySet()) {
            String role = entry.getKey();
            Tensor tensor = entry.getValue();
            Tensor expected = golden.tensors().get(role);
            if (!tensor.shape().equals(expected.shape())) {
                return new GoldenOutcome.Failed(golden.name(), role + " has shape " + tensor.shape() + ", expected "
                        + expected.shape());
            }
            OptionalDouble allowed = Tolerance.allowed(tensor.type().dataType(),
                    golden.error32().getOrDefault(role, OptionalDouble.of(0)));
            if (allowed.isEmpty()) {
                continue;
            }
            double error = Tolerance.error(tensor.toDoubles(), expected.toDoubles());
            if (!(error <= allowed.getAsDouble())) {
                return new GoldenOutcome.Failed(golden.name(), role + " is off by " + error + ", allowed "
                        + allowed.getAsDouble());
            }
            if (error >= worst.error()) {
                worst = new GoldenOutcome.Passed(golden.name(), error, role);
            }
        }
        return worst;
    }
}
