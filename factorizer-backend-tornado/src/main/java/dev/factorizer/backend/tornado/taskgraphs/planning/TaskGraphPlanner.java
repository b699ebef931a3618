package dev.factorizer.backend.tornado.taskgraphs.planning;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.elementwise.ElementKernels.FillIntegers;
import dev.factorizer.backend.tornado.kernels.elementwise.UnarySettings;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import dev.factorizer.backend.tornado.taskgraphs.writing.DeviceMemory;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the task graph of a lowered graph. */
public final class TaskGraphPlanner {
    private final Graph graph;
    private final DeviceMemory memory;
    private final TaskWriter tasks;

    private TaskGraphPlanner(Graph graph, MemoryPlan plan) {
        this.graph = graph;
        this.memory = new DeviceMemory(graph, plan);
        this.tasks = new TaskWriter(memory, new DeviceMemoryRules());
    }

    /** {@return which composites have tasks of their own} */
    public static NativeOperations nativeOperations() {
        return CompositeTasks::runs;
    }

    /**
     * Plans a graph.
     *
     * @param graph primitives and native composites only, in float32 and int32
     * @param plan its memory, by {@link DeviceMemoryRules}
     * @return the task graph
     * @throws BackendException if the graph holds what this backend does not run
     */
    public static TaskGraphPlan plan(Graph graph, MemoryPlan plan) {
        return new TaskGraphPlanner(graph, plan).plan();
    }

    private TaskGraphPlan plan() {
        tasks.task(Kernel.FILL_INTEGERS, TaskGraphPlan.FAILURE.elements())
                .set(FillIntegers.NUMBER, 0).set(FillIntegers.Y, TaskGraphPlan.FAILURE.offset())
                .write();
        for (Node node : graph.nodes()) {
            tasks.begin(node);
            switch (node.operation()) {
                case Primitive primitive -> PrimitiveTasks.write(primitive, node, tasks);
                case Composite composite -> CompositeTasks.write(composite, node, tasks);
            }
        }
        tasks.begin(null);
        Map<String, DeviceRegion> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, shown(value)));
        update();
        Map<String, DeviceRegion> inputs = new LinkedHashMap<>();
        Map<String, DeviceRegion> kept = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Placeholder placeholder) {
                (placeholder.role() == Placeholder.Role.INPUT ? inputs : kept).put(placeholder.name(), memory.of(node.result()));
            }
        }
        return new TaskGraphPlan(memory.memoryElements(), memory.integerElements(), tasks.tasks(), memory.contents(), inputs,
                outputs, kept);
    }

    /** Outputs show the state a run began with: one that lies where an updated value does is copied before. */
    private DeviceRegion shown(Value value) {
        DeviceRegion region = memory.of(value);
        boolean changes = graph.nodes().stream().anyMatch(node -> node.operation() instanceof Placeholder placeholder
                && graph.updates().containsKey(placeholder.name()) && sameOffset(memory.of(node.result()), region));
        return changes ? copied(region) : region;
    }

    private void update() {
        Map<String, DeviceRegion> kept = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Placeholder placeholder) {
                kept.put(placeholder.name(), memory.of(node.result()));
            }
        }
        Map<String, DeviceRegion> sources = new LinkedHashMap<>();
        graph.updates().forEach((name, value) -> {
            DeviceRegion region = memory.of(value);
            // It may itself be updated first: two states that swap.
            boolean changes = graph.updates().keySet().stream().anyMatch(other -> sameOffset(kept.get(other), region));
            sources.put(name, changes ? copied(region) : region);
        });
        sources.forEach((name, source) -> tasks
                .task(source.type().dataType() == DataType.INT32 ? Kernel.UPDATE_INTEGERS : Kernel.UPDATE, source.elements())
                .set(UnarySettings.X, source.offset()).set(UnarySettings.Y, kept.get(name).offset())
                .write());
    }

    private static boolean sameOffset(DeviceRegion a, DeviceRegion b) {
        return a.offset() == b.offset() && a.type().dataType() == b.type().dataType();
    }

    private DeviceRegion copied(DeviceRegion region) {
        DeviceRegion copy = memory.create(region.type());
        tasks.copy(region.type().dataType(), region.elements(), region.offset(), copy.offset());
        return copy;
    }
}
