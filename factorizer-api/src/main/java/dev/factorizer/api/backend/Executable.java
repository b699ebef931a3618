package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.Tensor;
import java.util.Map;
import java.util.Objects;

/**
 * A graph ready to run on a device, with its memory. Placeholders that are kept between runs are zero until loaded. For
 * one thread at a time.
 */
public interface Executable extends AutoCloseable {
    /** {@return the lowered graph} */
    Graph graph();

    /** {@return how much memory it needs, and for what} */
    MemoryPlan memory();

    /**
     * Sets a parameter, buffer or state.
     *
     * @param name the placeholder's name
     * @param value its value, of the placeholder's shape
     */
    void load(String name, Tensor value);

    /**
     * Reads a parameter, buffer or state.
     *
     * @param name the placeholder's name
     * @return a copy on the host
     */
    Tensor read(String name);

    /**
     * Runs the graph once and applies its updates.
     *
     * @param inputs a tensor for each input placeholder, by name
     * @return the outputs by name, in the graph's order, on the host
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /**
     * Runs the graph once and applies its updates; the outputs go to memory of the caller, which can be the same for many runs.
     *
     * @param inputs a tensor for each input placeholder, by name
     * @param outputs a tensor of its type for each output that is wanted, by name; overwritten
     */
    default void run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        Map<String, Tensor> found = run(inputs);
        outputs.forEach((name, tensor) -> tensor.copyFrom(Objects.requireNonNull(found.get(name))));
    }

    /** Frees its memory. */
    @Override
    void close();
}
