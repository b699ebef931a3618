package dev.factorizer.backend.tornado.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CheckedExecutable;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.MemoryException;
import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.runtime.TaskGraphDevice;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import dev.factorizer.backend.tornado.taskgraphs.planning.DeviceMemoryRules;
import dev.factorizer.backend.tornado.taskgraphs.planning.TaskGraphPlanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A program of the backend {@code tornado}: a task graph on a device. */
public final class TaskGraphExecutable extends CheckedExecutable {
    private final TaskGraphPlan plan;
    private final LoadedTaskGraph loaded;

    private TaskGraphExecutable(Graph graph, MemoryPlan memory, TaskGraphPlan plan, LoadedTaskGraph loaded) {
        super(graph, memory);
        this.plan = plan;
        this.loaded = loaded;
    }

    /** {@return which composites have kernels of their own} */
    public static NativeOperations nativeOperations() {
        return TaskGraphPlanner.nativeOperations();
    }

    /**
     * Makes a lowered graph ready to run.
     *
     * @param graph primitives and native composites only
     * @param memoryLimitBytes the most memory it may take
     * @param on what runs it
     * @param device what is known of that
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, or holds what this backend does not run
     */
    public static TaskGraphExecutable compile(Graph graph, long memoryLimitBytes, TaskGraphDevice on, Device device) {
        ProgramChecks.singlePrecision("tornado", graph);
        MemoryPlan memory = MemoryPlanner.plan(graph, new DeviceMemoryRules());
        ProgramChecks.memory(memory, Math.min(memoryLimitBytes, device.memoryBytes()));
        TaskGraphPlan plan = TaskGraphPlanner.plan(graph, memory);
        // With the settings' numbers and copies of states it may be a little more than the plan of the values.
        if (plan.bytes() > device.memoryBytes()) {
            throw new MemoryException(String.format(Locale.ROOT, "memory: the program needs %,d bytes, device \"%s\" has %,d in"
                    + " one piece", plan.bytes(), device.name(), device.memoryBytes()), "use a smaller batch or input, recompute, or"
                    + " another device", plan.bytes());
        }
        // TornadoVM wants the device's arrays on the host, too; what is transferred lies on both sides.
        MemoryPlan resident = memory.withMoreRuntime(plan.bytes() + 2 * plan.transferredBytes());
        return new TaskGraphExecutable(graph, resident, plan, on.load(plan));
    }

    /** {@return the tasks and their memory} */
    public TaskGraphPlan plan() {
        return plan;
    }

    @Override
    protected void store(String name, Tensor value) {
        loaded.write(plan.kept().get(name), value);
    }

    @Override
    protected Tensor fetch(String name) {
        return loaded.read(plan.kept().get(name));
    }

    @Override
    protected Map<String, Tensor> compute(Map<String, Tensor> given) {
        List<Tensor> inputs = new ArrayList<>();
        plan.inputs().keySet().forEach(name -> inputs.add(given.get(name)));
        List<Tensor> results = loaded.run(inputs);
        checkFailure(loaded.failure());
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        plan.outputs().keySet().forEach(name -> outputs.put(name, results.get(outputs.size())));
        return outputs;
    }

    private void checkFailure(int[] failure) {
        if (failure[0] != 0) {
            Task task = plan.tasks().get(failure[0] - 1);
            throw new BackendException(task.label() + " failed: " + switch (task.kernel()) {
                case GATHER, SCATTER_ADD -> "index " + failure[1] + " lies outside the axis of " + task.node().input(0).shape();
                case SOLVE, FACTORS, FACTORIZE_GRADIENT -> "system " + failure[1] + " is singular, expected a matrix of full rank";
                default -> throw new IllegalStateException(task.kernel() + " reports no failures");
            });
        }
    }

    @Override
    protected void free() {
        loaded.close();
    }
}
