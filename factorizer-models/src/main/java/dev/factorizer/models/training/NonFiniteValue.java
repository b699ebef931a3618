package dev.factorizer.models.training;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Looks for the first value of a step that is infinite or not a number: runs the step again as far as its gradients, in a
 * program that also says of each value whether it is finite. Costs nothing as long as all goes well.
 */
final class NonFiniteValue {
    private final TrainingGraph step;
    private final Trace trace = new Trace();
    private final List<Check> checks = new ArrayList<>();
    private final List<Value> placeholders = new ArrayList<>();

    /**
     * A value and what says of it whether it is finite.
     *
     * @param output the name under which the program gives the answer
     * @param node what made the value
     * @param finite 1 or 0
     */
    private record Check(String output, Node node, Value finite) { }

    private NonFiniteValue(TrainingGraph step) {
        this.step = step;
    }

    /**
     * Where it went wrong, as the end of a sentence.
     *
     * @param step the step
     * @param backend where to look
     * @param options as for the training
     * @param kept the program that went wrong, with its parameters
     * @param inputs what the step was given
     */
    static String describe(TrainingGraph step, Backend backend, CompileOptions options, Executable kept,
            Map<String, Tensor> inputs) {
        try {
            return new NonFiniteValue(step).find(backend, options, kept, inputs);
        } catch (BackendException e) {
            return "where it began can't be looked for here (" + e.getMessage() + ")";
        }
    }

    private String find(Backend backend, CompileOptions options, Executable kept, Map<String, Tensor> inputs) {
        copyWithChecks();
        Map<String, Value> outputs = new LinkedHashMap<>();
        checks.forEach(check -> outputs.put(check.output(), check.finite()));
        Graph graph = Graph.of(outputs, Map.of(), placeholders);
        try (Executable probe = backend.prepare(graph, options)) {
            Map<String, Tensor> given = new HashMap<>();
            for (Placeholder placeholder : graph.placeholders()) {
                String name = placeholder.name();
                if (placeholder.role() == Placeholder.Role.INPUT) {
                    given.put(name, inputs.get(name));
                } else {
                    probe.load(name, kept.read(name));
                }
            }
            Map<String, Tensor> found = probe.run(given);
            for (Check check : checks) {
                if (Objects.requireNonNull(found.get(check.output()), check.output()).toFloats()[0] != 1) {
                    return name(check.node());
                }
            }
        }
        return "all values are finite, but the norm of the gradients is not: they are too large together";
    }

    /** Each check stands right after its value: appended at the end, all values would have to live until then. */
    private void copyWithChecks() {
        Map<Value, Value> copies = new HashMap<>();
        for (Node node : step.graph().nodes()) {
            if (node.id() >= step.backward()) {
                continue;
            }
            List<Value> inputs = node.inputs().stream().map(copies::get).toList();
            Node copy = trace.at(node.path(), () -> trace.append(node.operation(), inputs));
            for (int i = 0; i < copy.results().size(); i++) {
                copies.put(node.results().get(i), copy.results().get(i));
                check(node, copy.results().get(i));
            }
            if (node.operation() instanceof Placeholder) {
                placeholders.add(copy.result());
            }
        }
    }

    private void check(Node node, Value value) {
        if (value.type().dataType().isFloat() && value.shape().elements() > 0) {
            int[] axes = IntStream.range(0, value.shape().rank()).toArray();
            // Infinite minus infinite is not a number either, and that equals nothing.
            Value finite = value.subtract(value).equalTo(value.zero()).min(axes).reshape();
            checks.add(new Check("finite." + checks.size(), node, finite));
        }
    }

    private String name(Node node) {
        if (node.operation() instanceof Placeholder placeholder) {
            return switch (placeholder.name()) {
                case Program.INPUT -> "the images hold a number that is not finite";
                case TrainingGraph.TARGET -> "the targets hold a number that is not finite";
                default -> "\"" + placeholder.name() + "\" holds a number that is not finite";
            };
        }
        return "it began in " + (node.id() < step.forward() ? "" : "the gradient of ")
                + (node.path().isEmpty() ? "the network" : node.path()) + " (" + node.operation().name() + ")";
    }
}
