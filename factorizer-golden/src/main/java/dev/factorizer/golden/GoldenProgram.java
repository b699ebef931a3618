package dev.factorizer.golden;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A case as a program, forward and backward: what any engine can run and be compared with.
 *
 * @param name the case's name
 * @param graph what is computed; outputs are named by role, {@code output.y} and {@code grad.input.x}
 * @param given the tensor of each placeholder, by its name
 * @param expected what each output must be, by its name
 */
public record GoldenProgram(String name, Graph graph, Map<String, Tensor> given, Map<String, Expected> expected) {
    /** Copies the maps, keeping their order. */
    public GoldenProgram {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
    }

    /**
     * What an output must be.
     *
     * @param value the golden value, of the output's shape
     * @param allowed the greatest error, relative to the greatest golden value, of the output's type; empty where the published
     *     implementation itself was not finite in single precision, so that nothing is compared
     */
    public record Expected(Tensor value, OptionalDouble allowed) { }

    /**
     * The program of a case.
     *
     * @throws UnsupportedCaseException if it asks for something that can't be computed
     * @throws MismatchException if the case's tensors are not those of the computation
     */
    static GoldenProgram of(GoldenCase golden, GraphKind kind) {
        GoldenGraph at = new GoldenGraph(golden);
        Map<String, Value> outputs = understood(() -> kind.build(at));
        at.settings().allRead();
        at.allPlaced();
        Graph graph = graph(golden, at, outputs);
        Map<String, Tensor> given = new LinkedHashMap<>();
        for (Placeholder placeholder : graph.placeholders()) {
            given.put(placeholder.name(), at.given(placeholder));
        }
        Map<String, Expected> expected = new LinkedHashMap<>();
        graph.outputs().forEach((role, value) -> {
            Tensor tensor = golden.tensor(role);
            expected.put(role, new Expected(tensor, Comparison.allowed(golden, role, value.type().dataType(), tensor)));
        });
        return new GoldenProgram(golden.name(), graph, given, expected);
    }

    /** Settings that a record refuses are beyond what can be computed; shapes that don't fit are wrong. */
    static <T> T understood(Supplier<T> build) {
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
}
