package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Placeholder.Role;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Many small matrices factorized at once. They stay on the device, as between the layers of a network; one matrix of the
 * result comes back.
 */
final class FactorizationCase implements PreparedCase {
    private static final Shape MATRICES = Shape.of(8192, 8, 512);

    private final Executable executable;
    private final SortedMap<String, Tensor> results = new TreeMap<>();

    private FactorizationCase(Executable executable) {
        this.executable = executable;
    }

    /**
     * The work on a backend.
     *
     * @param settings how each matrix is factorized
     * @param gradient whether the gradient of the matrices is computed, too
     */
    static FactorizationCase on(Backend backend, CompileOptions options, Factorization settings, boolean gradient) {
        int rank = settings.rank().of(MATRICES.size(1), MATRICES.size(2));
        Trace trace = new Trace();
        Value x = kept(trace, "x", MATRICES);
        Value u = kept(trace, "u0", Shape.of(MATRICES.size(1), rank));
        Value v = kept(trace, "v0", Shape.of(MATRICES.size(2), rank));
        Value result = x.apply(new Factorize(settings), u, v);
        if (gradient) {
            Value cotangent = kept(trace, "cotangent", MATRICES);
            Value slope = Differentiation.pullBack(List.of(result), List.of(cotangent), List.of(x)).getFirst();
            return started(backend, options, Graph.of(Map.of("y", first(result), "gradient", first(slope))));
        }
        return started(backend, options, Graph.of(Map.of("y", first(result))));
    }

    private static Value kept(Trace trace, String name, Shape shape) {
        return trace.append(new Placeholder(name, Role.BUFFER, Type.float32(shape)), List.of()).result();
    }

    private static Value first(Value matrices) {
        return matrices.slice(0, 0, 1);
    }

    private static FactorizationCase started(Backend backend, CompileOptions options, Graph graph) {
        Executable executable = backend.prepare(graph, AvailableMemory.limit(options));
        try {
            for (Placeholder place : new ArrayList<>(graph.placeholders(Role.BUFFER))) {
                Shape shape = place.type().shape();
                executable.load(place.name(), Tensor.of(shape, new Initializer.Uniform(0, 1).draw(0, place.name(), shape)));
            }
            return new FactorizationCase(executable);
        } catch (RuntimeException e) {
            executable.close();
            throw e;
        }
    }

    @Override
    public MemoryPlan memory() {
        return executable.memory();
    }

    @Override
    public void run() {
        results.putAll(executable.run(Map.of()));
    }

    @Override
    public SortedMap<String, Tensor> results() {
        if (results.isEmpty()) {
            throw new IllegalStateException("factorization: there are no results yet, run it first");
        }
        return results;
    }

    @Override
    public void close() {
        executable.close();
    }
}
