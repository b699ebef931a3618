package dev.factorizer.api.network;

import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A program on a backend with its parameters: what turns images into results. For one thread at a time. */
public final class Model implements AutoCloseable {
    private final Program program;
    private final Executable executable;
    private final Set<String> used;

    Model(Program program, Executable executable) {
        this.program = program;
        this.executable = executable;
        this.used = executable.graph().placeholders().stream().map(placeholder -> placeholder.name())
                .collect(Collectors.toSet());
    }

    /**
     * Draws all parameters from their initializers.
     *
     * @param seed the seed
     * @return this
     */
    public Model initialize(long seed) {
        for (ParameterSpec spec : program.parameters()) {
            set(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(seed, spec.name(), spec.shape())));
        }
        return this;
    }

    /**
     * Sets all parameters and buffers.
     *
     * @param weights a tensor for each, by name
     * @return this
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry; nothing is changed then
     */
    public Model load(Map<String, Tensor> weights) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        List<String> mismatches = program.mismatches(shapes);
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException("weights do not fit the network:\n  " + String.join("\n  ", mismatches));
        }
        weights.forEach(this::set);
        return this;
    }

    /** A parameter that the results don't depend on (a factorization of no iterations) has no place on the device. */
    private void set(String name, Tensor tensor) {
        if (used.contains(name)) {
            executable.load(name, tensor);
        }
    }

    /**
     * Runs the network on one input.
     *
     * @param input of the program's input shape
     * @return the first result: the only one, or the finest
     */
    public Tensor run(Tensor input) {
        return runAll(input).getFirst();
    }

    /**
     * Runs the network on one input.
     *
     * @param input of the program's input shape
     * @return all results, the finest first
     */
    public List<Tensor> runAll(Tensor input) {
        return List.copyOf(executable.run(used.contains(Program.INPUT) ? Map.of(Program.INPUT, input) : Map.of())
                .values());
    }

    /**
     * Runs the network on one input, into memory that is there already.
     *
     * @param input of the program's input shape
     * @param result a tensor of the first result's type, which is overwritten
     */
    public void run(Tensor input, Tensor result) {
        executable.run(used.contains(Program.INPUT) ? Map.of(Program.INPUT, input) : Map.of(),
                Map.of(executable.graph().outputs().keySet().iterator().next(), result));
    }

    /** {@return the program} */
    public Program program() {
        return program;
    }

    /** {@return the memory that the model holds} */
    public MemoryPlan memory() {
        return executable.memory();
    }

    /** Frees the memory. */
    @Override
    public void close() {
        executable.close();
    }
}
