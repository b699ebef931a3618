package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CheckedExecutable;
import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.jvm.threads.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A program of the backend {@code jvm}, or of another that computes in the same way: a list of steps over one planned memory.
 */
public final class JvmExecutable extends CheckedExecutable {
    private final Memory memory;
    private final List<HostStep> steps;

    private JvmExecutable(Graph graph, MemoryPlan plan, Memory memory, List<HostStep> steps) {
        super(graph, plan);
        this.memory = memory;
        this.steps = List.copyOf(steps);
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
        ProgramChecks.singlePrecision("jvm", graph);
        return compile(graph, HostKernels.rules(), memoryLimitBytes, memory -> graph.nodes().stream()
                .filter(JvmExecutable::computes).map(node -> HostKernels.bind(node, memory, workers)).toList());
    }

    /**
     * The memory that a lowered graph will need; none is allocated.
     *
     * @param graph primitives and native composites only
     * @return the plan
     */
    public static MemoryPlan plan(Graph graph) {
        ProgramChecks.singlePrecision("jvm", graph);
        return MemoryPlanner.plan(graph, HostKernels.rules());
    }

    /**
     * Makes a lowered graph ready to run by steps of the caller's choice.
     *
     * @param graph the graph
     * @param rules what its steps need of memory
     * @param memoryLimitBytes the most memory it may take
     * @param bind gives the steps for the memory; they run in the order of the graph's nodes, as the plan expects, and belong to
     *     the executable
     * @return the executable
     * @throws BackendException if it needs more memory than allowed or than there is
     */
    public static JvmExecutable compile(Graph graph, MemoryRules rules, long memoryLimitBytes,
            Function<Memory, List<HostStep>> bind) {
        MemoryPlan plan = MemoryPlanner.plan(graph, rules);
        ProgramChecks.memory(plan, memoryLimitBytes);
        Memory memory = new Memory(graph, plan);
        try {
            return new JvmExecutable(graph, plan, memory, bind.apply(memory));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    /** Constants were filled in with the memory; a reshape is another view of its input's memory. */
    private static boolean computes(Node node) {
        return !(node.operation() instanceof Placeholder || node.operation() instanceof Constant
                || node.operation() instanceof Reshape);
    }

    @Override
    protected void store(String name, Tensor value) {
        memory.of(placeholders().kept().get(name)).copyFrom(value.segment());
    }

    @Override
    protected Tensor fetch(String name) {
        return memory.read(placeholders().kept().get(name));
    }

    @Override
    protected Map<String, Tensor> compute(Map<String, Tensor> inputs) {
        runSteps(inputs);
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        graph().outputs().forEach((name, value) -> outputs.put(name, memory.read(value)));
        // Outputs were copied before this: they show the state a run began with.
        memory.update(graph().updates());
        return outputs;
    }

    @Override
    protected void compute(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        runSteps(inputs);
        outputs.forEach((name, tensor) -> tensor.segment().copyFrom(memory.of(graph().outputs().get(name))));
        memory.update(graph().updates());
    }

    private void runSteps(Map<String, Tensor> inputs) {
        placeholders().inputs().forEach((name, value) -> memory.of(value).copyFrom(inputs.get(name).segment()));
        steps.forEach(HostStep::run);
    }

    @Override
    protected void free() {
        steps.forEach(HostStep::close);
        memory.close();
    }
}
