package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.backend.Placeholders;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A program of the backend {@code jvm}: a list of steps over one planned memory. */
public final class JvmExecutable implements Executable {
    /** A step and the node it computes, for messages. */
    private record Located(Node node, Runnable step) { }

    private final Graph graph;
    private final Workers workers;
    private final MemoryPlan plan;
    private final Memory memory;
    private final Placeholders placeholders;
    private final List<Located> steps = new ArrayList<>();

    private JvmExecutable(Graph graph, Workers workers, MemoryPlan plan, Memory memory) {
        this.graph = graph;
        this.workers = workers;
        this.plan = plan;
        this.memory = memory;
        this.placeholders = Placeholders.of(graph);
    }

    /**
     * Makes a lowered graph ready to run.
     *
     * @param graph primitives and native composites only
     * @param memoryLimitBytes the most memory it may take
     * @param workers the threads that run it
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, or holds what this backend does not run
     */
    public static JvmExecutable compile(Graph graph, long memoryLimitBytes, Workers workers) {
        for (Node node : graph.nodes()) {
            for (Type type : node.types()) {
                if (type.dataType() == DataType.FLOAT64) {
                    throw new BackendException("backend \"jvm\": " + node + " is float64, expected float32 or int32;"
                            + " cast the inputs to float32");
                }
            }
        }
        MemoryPlan plan = MemoryPlanner.plan(graph, new JvmMemoryRules());
        if (plan.totalBytes() > memoryLimitBytes) {
            throw new BackendException(String.format(Locale.ROOT, "memory: the program needs %,d bytes (%,d kept, %,d"
                    + " shared), the limit is %,d; use a smaller batch or input, recompute, or raise the limit",
                    plan.totalBytes(), plan.keptBytes(), plan.arenaBytes(), memoryLimitBytes));
        }
        Memory memory;
        try {
            memory = new Memory(graph, plan);
        } catch (OutOfMemoryError e) {
            throw new BackendException(String.format(Locale.ROOT, "memory: the system refused %,d bytes; use a smaller"
                    + " batch or input, or free memory", plan.totalBytes()), e);
        }
        try {
            JvmExecutable executable = new JvmExecutable(graph, workers, plan, memory);
            executable.bind();
            return executable;
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /**
     * Which composites have a kernel of their own.
     *
     * @return the rule
     */
    public static NativeOperations natives() {
        return CompositeSteps::runs;
    }

    private void bind() {
        for (Node node : graph.nodes()) {
            switch (node.operation()) {
                case Placeholder placeholder -> { }
                // Constants were filled in with the memory; a reshape is another view of its input's memory.
                case Constant constant -> { }
                case Reshape reshape -> { }
                case Primitive primitive ->
                    steps.add(new Located(node, PrimitiveSteps.bind(primitive, node, memory, workers)));
                case Composite composite ->
                    steps.add(new Located(node, CompositeSteps.bind(composite, node, memory, workers)));
            }
        }
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public MemoryPlan memory() {
        return plan;
    }

    @Override
    public synchronized void load(String name, Tensor value) {
        checkOpen();
        memory.of(placeholders.loaded(name, value.type())).copyFrom(value.segment());
    }

    @Override
    public synchronized Tensor read(String name) {
        checkOpen();
        return copy(placeholders.read(name));
    }

    @Override
    public synchronized Map<String, Tensor> run(Map<String, Tensor> given) {
        checkOpen();
        placeholders.checkInputs(given);
        placeholders.inputs().forEach((name, value) -> memory.of(value).copyFrom(given.get(name).segment()));
        steps.forEach(this::run);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, copy(value)));
        update();
        return outputs;
    }

    private void run(Located located) {
        try {
            located.step.run();
        } catch (RuntimeException e) {
            Node node = located.node;
            throw new BackendException(node.operation().name() + " failed" + (node.path().isEmpty() ? ""
                    : " (at " + node.path() + ")") + ": " + e.getMessage(), e);
        }
    }

    /** Outputs are copied before this: they show the state a run began with. */
    private void update() {
        Map<String, Tensor> fromKept = new LinkedHashMap<>();
        graph.updates().forEach((name, value) -> {
            if (plan.span(value).isEmpty()) {
                fromKept.put(name, copy(value)); // may itself be updated first: two states that swap
            }
        });
        graph.updates().forEach((name, value) -> memory.of(placeholders.kept().get(name)).copyFrom(
                fromKept.containsKey(name) ? fromKept.get(name).segment() : memory.of(value)));
    }

    private Tensor copy(Value value) {
        Type type = value.type();
        MemorySegment place = memory.of(value);
        if (type.shape().elements() > Integer.MAX_VALUE - 8) {
            Tensor tensor = Tensor.allocate(type); // longer than any Java array
            tensor.segment().copyFrom(place);
            return tensor;
        }
        int length = (int) type.shape().elements();
        Tensor tensor = type.dataType() == DataType.INT32 ? Tensor.of(type.shape(), new int[length])
                : Tensor.of(type.shape(), new float[length]);
        tensor.segment().copyFrom(place);
        return tensor;
    }

    private void checkOpen() {
        if (memory.closed()) {
            throw new IllegalStateException("executable: used after it was closed; prepare the graph again");
        }
    }

    @Override
    public synchronized void close() {
        memory.close();
    }
}
