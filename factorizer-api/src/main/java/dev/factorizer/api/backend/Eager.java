package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a function on tensors immediately, for exploration. Every call traces, compiles and runs; to run something twice, trace
 * a program.
 */
public final class Eager {
    private final Backend backend;

    private Eager(Backend backend) {
        this.backend = backend;
    }

    /**
     * {@return eager computation on a backend}
     *
     * @param backend where to compute
     */
    public static Eager on(Backend backend) {
        return new Eager(backend);
    }

    /**
     * Runs a function with one result.
     *
     * @param function from the tensors as values to the result
     * @param tensors its arguments
     * @return the result, on the host
     */
    public Tensor run(Function<List<Value>, Value> function, Tensor... tensors) {
        return runAll(values -> List.of(function.apply(values)), tensors).getFirst();
    }

    /**
     * Runs a function with several results.
     *
     * @param function from the tensors as values to the results
     * @param tensors its arguments
     * @return the results, on the host
     */
    public List<Tensor> runAll(Function<List<Value>, List<Value>> function, Tensor... tensors) {
        Trace trace = new Trace();
        List<Value> values = new ArrayList<>();
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            String name = "argument" + values.size();
            values.add(trace.input(name, tensor.type()));
            inputs.put(name, tensor);
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (Value result : function.apply(List.copyOf(values))) {
            outputs.put("result" + outputs.size(), result);
        }
        Graph graph = Graph.of(outputs);
        inputs.keySet().retainAll(graph.placeholders().stream().map(placeholder -> placeholder.name()).toList());
        try (Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            return List.copyOf(executable.run(inputs).values());
        }
    }
}
