package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.Map;
import java.util.Objects;

/**
 * What all programs have in common, for authors of backends: names and types are checked, calls after {@link #close} are
 * refused, and calls of several threads wait for each other. A subclass only stores, fetches, computes and frees, and is never
 * asked for anything that isn't there.
 */
public abstract class CheckedExecutable implements Executable {
    private final Graph graph;
    private final MemoryPlan memory;
    private final Placeholders placeholders;
    private boolean closed;

    /**
     * A program that is ready to run.
     *
     * @param graph the lowered graph
     * @param memory what it needs
     */
    protected CheckedExecutable(Graph graph, MemoryPlan memory) {
        this.graph = graph;
        this.memory = memory;
        this.placeholders = Placeholders.of(graph);
    }

    @Override
    public final Graph graph() {
        return graph;
    }

    @Override
    public final MemoryPlan memory() {
        return memory;
    }

    /** {@return the graph's placeholders by name: its inputs, and what is kept between runs} */
    protected final Placeholders placeholders() {
        return placeholders;
    }

    @Override
    public final synchronized void load(String name, Tensor value) {
        checkOpen();
        placeholders.checkLoaded(name, value.type(), this::accepts);
        store(name, value);
    }

    @Override
    public final synchronized Tensor read(String name) {
        checkOpen();
        placeholders.checkRead(name);
        return fetch(name);
    }

    @Override
    public final synchronized Map<String, Tensor> run(Map<String, Tensor> inputs) {
        checkOpen();
        placeholders.checkInputs(inputs, this::accepts);
        return compute(inputs);
    }

    @Override
    public final synchronized void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        checkOpen();
        placeholders.checkInputs(inputs, this::accepts);
        outputs.forEach((name, tensor) -> {
            Value output = graph.outputs().get(name);
            if (output == null || !output.type().equals(tensor.type())) {
                throw new ShapeException("run: the tensor for the output \"" + name + "\" is " + tensor.type() + ", expected "
                        + (output == null ? "one of " + graph.outputs().keySet() : output.type()));
            }
        });
        compute(inputs, outputs);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("executable: used after it was closed; prepare the graph again");
        }
    }

    @Override
    public final synchronized void close() {
        if (!closed) {
            closed = true;
            free();
        }
    }

    /**
     * Whether a tensor may stand for a placeholder. Unless overridden, its type must be the same.
     *
     * @param given the tensor's type
     * @param expected the placeholder's
     * @return true if it may
     */
    protected boolean accepts(Type given, Type expected) {
        return given.equals(expected);
    }

    /**
     * Copies a value to where a parameter, buffer or state is kept.
     *
     * @param name a name among {@link Placeholders#kept}
     * @param value its value
     */
    protected abstract void store(String name, Tensor value);

    /**
     * Copies a parameter, buffer or state to the host.
     *
     * @param name a name among {@link Placeholders#kept}
     * @return its value
     */
    protected abstract Tensor fetch(String name);

    /**
     * Computes the outputs, and then applies the updates, all at once.
     *
     * @param inputs a tensor for each of {@link Placeholders#inputs}
     * @return the outputs by name, in the graph's order
     */
    protected abstract Map<String, Tensor> compute(Map<String, Tensor> inputs);

    /**
     * Computes the outputs into memory of the caller, and then applies the updates. Unless overridden, outputs are copied.
     *
     * @param inputs a tensor for each of {@link Placeholders#inputs}
     * @param outputs a tensor for each output that is wanted, by name
     */
    protected void compute(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        Map<String, Tensor> found = compute(inputs);
        outputs.forEach((name, tensor) -> tensor.copyFrom(Objects.requireNonNull(found.get(name))));
    }

    /** Frees what the program holds; called once. */
    protected abstract void free();
}
