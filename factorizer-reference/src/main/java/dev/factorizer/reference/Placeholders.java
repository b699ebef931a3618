package dev.factorizer.reference;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names a program takes tensors by, and the checks on what it is given. */
final class Placeholders {
    private final Map<String, Type> inputs = new LinkedHashMap<>();
    private final Map<String, Type> kept = new LinkedHashMap<>();

    Placeholders(Graph graph) {
        for (Placeholder placeholder : graph.placeholders()) {
            (placeholder.role() == Placeholder.Role.INPUT ? inputs : kept).put(placeholder.name(), placeholder.type());
        }
    }

    Map<String, Type> kept() {
        return kept;
    }

    /** The type of a parameter, buffer or state that is loaded or read. */
    Type kept(String action, String name) {
        Type type = kept.get(name);
        if (type == null) {
            throw new IllegalArgumentException(action + ": \"" + name + "\" " + (inputs.containsKey(name)
                    ? "is an input of the program, expected a parameter, buffer or state; give it to run"
                    : "is unknown, expected a parameter, buffer or state of the program"));
        }
        return type;
    }

    /** Any float type is welcome where floats are expected: nothing is rounded here. */
    static void checkValue(String what, Tensor tensor, Type expected) {
        boolean kind = tensor.type().dataType().isFloat() == expected.dataType().isFloat();
        if (!kind || !tensor.shape().equals(expected.shape())) {
            throw new IllegalArgumentException(what + " is " + tensor.type() + ", expected " + expected);
        }
    }

    void checkInputs(Map<String, Tensor> given) {
        inputs.forEach((name, type) -> {
            Tensor tensor = given.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("run: input \"" + name + "\" is missing, expected " + type);
            }
            checkValue("run: input \"" + name + "\"", tensor, type);
        });
        for (String name : given.keySet()) {
            if (!inputs.containsKey(name)) {
                throw new IllegalArgumentException("run: input \"" + name + "\" is unknown, expected "
                        + (inputs.isEmpty() ? "none" : "one of " + inputs.keySet()));
            }
        }
    }
}
