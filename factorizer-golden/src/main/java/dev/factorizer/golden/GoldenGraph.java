package dev.factorizer.golden;

import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The graph of a case while a kind builds it: gives the case's tensors as values. */
final class GoldenGraph {
    /** How the names of cases end that a network computes as in training. */
    private static final String TRAINING = "-train";

    private final GoldenCase golden;
    private final Settings settings;
    private final Trace trace = new Trace();
    private final Scope scope;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Tensor> made = new LinkedHashMap<>();

    GoldenGraph(GoldenCase golden) {
        this.golden = golden;
        this.settings = new Settings(golden.config());
        this.scope = Scope.root(trace, golden.name().endsWith(TRAINING));
    }

    Settings settings() {
        return settings;
    }

    Trace trace() {
        return trace;
    }

    /** Where layers and networks get their parameters, which are then found by their state-dict names. */
    Scope scope() {
        return scope;
    }

    boolean has(String role) {
        return golden.tensors().containsKey(role);
    }

    /** An input by name. */
    Value input(String name) {
        return place("input." + name, Placeholder.Role.INPUT);
    }

    /** A parameter by state-dict name, for kinds that are not layers. */
    Value parameter(String name) {
        return place("param." + name, Placeholder.Role.PARAMETER);
    }

    /** What flows back into an output. */
    Value cotangent(String output) {
        return place("cotangent." + output, Placeholder.Role.INPUT);
    }

    /** A tensor that the case doesn't store because a rule gives it. */
    void give(String role, Tensor tensor) {
        made.put(role, tensor);
    }

    private Value place(String role, Placeholder.Role kind) {
        return values.computeIfAbsent(role, key ->
                trace.append(new Placeholder(key, kind, golden.tensor(key).type()), List.of()).result());
    }

    /** The values with respect to which gradients are taken: by role. */
    Value differentiated(String role) {
        Value value = values.get(role);
        if (value != null) {
            return value;
        }
        String name = role.substring(role.indexOf('.') + 1);
        for (Map.Entry<ParameterSpec, Value> entry : scope.parameters().entrySet()) {
            if (role.startsWith("param.") && entry.getKey().name().equals(name)) {
                return entry.getValue();
            }
        }
        throw new MismatchException("nothing was computed from \"" + role + "\", but the case has its gradient");
    }

    /** The tensor for a placeholder of the finished graph. */
    Tensor given(Placeholder placeholder) {
        String role = values.containsKey(placeholder.name()) ? placeholder.name() : "param." + placeholder.name();
        Tensor tensor = made.containsKey(role) ? made.get(role) : golden.tensor(role);
        Type expected = placeholder.type();
        if (!tensor.shape().equals(expected.shape())) {
            throw new MismatchException("tensor \"" + role + "\" is " + tensor.type() + ", expected " + expected);
        }
        return tensor;
    }

    /** Fails if the case has parameters that were not used. */
    void allPlaced() {
        for (String role : golden.tensors().keySet()) {
            boolean given = role.startsWith("input.") || role.startsWith("param.");
            boolean asked = values.containsKey(role) || scope.parameters().keySet().stream()
                    .anyMatch(spec -> role.equals("param." + spec.name()));
            if (given && !asked) {
                throw new MismatchException("tensor \"" + role + "\" is not used");
            }
        }
    }
}
