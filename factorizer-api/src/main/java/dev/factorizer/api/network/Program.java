package dev.factorizer.api.network;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network traced for one input shape, ready to be put on a backend. Holds no data.
 *
 * @param graph the graph: one input named {@code x}, results named {@code y}, or {@code y0}, {@code y1} …
 * @param parameters parameters and buffers, in the order of first use
 */
public record Program(Graph graph, List<ParameterSpec> parameters) {
    /** The name of the input. */
    public static final String INPUT = "x";

    /** Copies the list. */
    public Program {
        parameters = List.copyOf(parameters);
    }

    /**
     * Traces a network for inference.
     *
     * @param network the network
     * @param input the input's shape (B, C, S…)
     * @return the program
     * @throws dev.factorizer.api.tensor.ShapeException if the network doesn't take this shape
     */
    public static Program trace(Network network, Shape input) {
        return trace(network, input, Integer.MAX_VALUE);
    }

    /**
     * Traces a network whose settings come from a file, and stops if they require far more parameters than there are.
     *
     * @param network the network
     * @param input the input's shape (B, C, S…)
     * @param mostParameters how many parameters and buffers it may have
     * @return the program
     * @throws dev.factorizer.api.tensor.ShapeException if the network doesn't take this shape
     * @throws IllegalArgumentException if it requires more parameters and buffers
     */
    public static Program trace(Network network, Shape input, int mostParameters) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, false, mostParameters);
        List<Value> results = network.apply(root, trace.input(INPUT, Type.float32(input)));
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).trace() != trace) {
                throw new IllegalArgumentException("network: a result is a value of another trace, expected one that is computed"
                        + " from its input");
            }
            outputs.put(results.size() == 1 ? "y" : "y" + i, results.get(i));
        }
        return new Program(Graph.of(outputs), List.copyOf(root.parameters().keySet()));
    }

    /** {@return the number of trainable values} */
    public long trainableValues() {
        return parameters.stream().filter(ParameterSpec::trainable).mapToLong(spec -> spec.shape().elements()).sum();
    }

    /**
     * What is wrong with a set of tensors as the parameters of this program.
     *
     * @param given names and shapes
     * @return one line for each missing, unexpected or misshapen entry; empty if all fit
     */
    public List<String> mismatches(Map<String, Shape> given) {
        List<String> found = new ArrayList<>();
        Map<String, Shape> expected = new LinkedHashMap<>();
        for (ParameterSpec spec : parameters) {
            expected.put(spec.name(), spec.shape());
            Shape shape = given.get(spec.name());
            if (shape == null) {
                found.add("missing: " + spec.name() + ", expected shape " + spec.shape());
            } else if (!shape.equals(spec.shape())) {
                found.add("misshapen: " + spec.name() + " has shape " + shape + ", expected " + spec.shape());
            }
        }
        given.forEach((name, shape) -> {
            if (!expected.containsKey(name)) {
                found.add("unexpected: " + name + " of shape " + shape);
            }
        });
        return found;
    }

    /**
     * Puts the program on a backend, its parameters drawn from their initializers with seed 0.
     *
     * @param backend where to run
     * @return the model; close it to free its memory
     */
    public Model on(Backend backend) {
        return on(backend, CompileOptions.DEFAULT);
    }

    /**
     * Puts the program on a backend, its parameters drawn from their initializers with seed 0.
     *
     * @param backend where to run
     * @param options memory limit, precision of products, and others
     * @return the model; close it to free its memory
     */
    public Model on(Backend backend, CompileOptions options) {
        Executable executable = backend.prepare(graph, options);
        try {
            return new Model(this, executable).initialize(0);
        } catch (RuntimeException e) {
            executable.close();
            throw e;
        }
    }
}
