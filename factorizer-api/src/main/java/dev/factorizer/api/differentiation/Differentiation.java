package dev.factorizer.api.differentiation;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reverse-mode differentiation: adds the nodes of the gradients to the trace of the values. */
public final class Differentiation {
    private final Trace trace;
    private final Set<Node> reachable = new HashSet<>();
    private final Map<Value, Value> gradients = new HashMap<>();

    private Differentiation(Trace trace) {
        this.trace = trace;
    }

    /**
     * The gradients of a single number.
     *
     * @param loss a value of one element
     * @param withRespectTo with respect to what
     * @return one gradient for each, of its type; zeros where the loss doesn't depend on it
     */
    public static List<Value> gradients(Value loss, List<Value> withRespectTo) {
        if (loss.shape().elements() != 1) {
            throw new IllegalArgumentException("gradients: loss has shape " + loss.shape() + ", expected one element");
        }
        Value one = loss.trace().constant(1).broadcastTo(loss.shape());
        return pullBack(List.of(loss), List.of(one), withRespectTo);
    }

    /**
     * Vector-Jacobian products.
     *
     * @param outputs values of one trace
     * @param cotangents the gradient of each output
     * @param withRespectTo with respect to what
     * @return one gradient for each, of its type; zeros where no output depends on it
     */
    public static List<Value> pullBack(List<Value> outputs, List<Value> cotangents, List<Value> withRespectTo) {
        if (outputs.isEmpty() || outputs.size() != cotangents.size()) {
            throw new IllegalArgumentException("gradients: " + outputs.size() + " outputs and " + cotangents.size()
                    + " cotangents, expected equally many");
        }
        Trace trace = outputs.getFirst().trace();
        Differentiation differentiation = new Differentiation(trace);
        int last = outputs.stream().mapToInt(output -> output.node().id()).max().orElseThrow();
        differentiation.markReachable(withRespectTo, last);
        for (int i = 0; i < outputs.size(); i++) {
            if (!outputs.get(i).type().equals(cotangents.get(i).type())) {
                throw new IllegalArgumentException("gradients: cotangent " + cotangents.get(i).type() + " for output "
                        + outputs.get(i).type() + ", expected equal types");
            }
            differentiation.accumulate(outputs.get(i), cotangents.get(i));
        }
        differentiation.backward(last);
        return withRespectTo.stream().map(value -> differentiation.gradientOrZeros(value)).toList();
    }

    private void markReachable(List<Value> withRespectTo, int last) {
        withRespectTo.forEach(value -> reachable.add(value.node()));
        for (Node node : trace.nodes().subList(0, last + 1)) {
            if (node.inputs().stream().anyMatch(input -> reachable.contains(input.node()))) {
                reachable.add(node);
            }
        }
    }

    private void backward(int last) {
        for (int id = last; id >= 0; id--) {
            Node node = trace.nodes().get(id);
            List<Integer> wanted = new ArrayList<>();
            for (int i = 0; i < node.inputs().size(); i++) {
                if (reachable.contains(node.input(i).node())) {
                    wanted.add(i);
                }
            }
            if (wanted.isEmpty() || node.results().stream().noneMatch(gradients::containsKey)) {
                continue;
            }
            List<Value> cotangents = node.results().stream().map(this::gradientOrZeros).toList();
            trace.at(node.path(), () -> {
                switch (node.operation()) {
                    case Primitive primitive -> {
                        for (int input : wanted) {
                            Optional<Value> gradient = primitive.vjp(node, input, cotangents);
                            gradient.ifPresent(value -> accumulate(node.input(input), value));
                        }
                    }
                    case Composite composite -> {
                        List<Value> found = composite.vjp(node, wanted, cotangents);
                        for (int i = 0; i < found.size(); i++) {
                            accumulate(node.input(wanted.get(i)), found.get(i));
                        }
                    }
                }
                return null;
            });
        }
    }

    private void accumulate(Value value, Value gradient) {
        if (!gradient.shape().equals(value.shape())) {
            throw new IllegalStateException("gradient of " + value.node() + " has shape " + gradient.shape()
                    + ", expected " + value.shape());
        }
        gradients.merge(value, gradient, Value::add);
    }

    private Value gradientOrZeros(Value value) {
        Value gradient = gradients.get(value);
        return gradient == null ? trace.zeros(value.type()) : gradient;
    }
}
