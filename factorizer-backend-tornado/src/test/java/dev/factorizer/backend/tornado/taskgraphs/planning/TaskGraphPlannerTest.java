package dev.factorizer.backend.tornado.taskgraphs.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.HostRuntime;
import dev.factorizer.backend.tornado.execution.TaskGraphExecutable;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.elementwise.UnarySettings;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans as data. */
class TaskGraphPlannerTest {
    private final Trace trace = new Trace();

    private Value kept(String name, Type type) {
        return trace.append(new Placeholder(name, Placeholder.Role.STATE, type), List.of()).result();
    }

    private static TaskGraphPlan plan(Graph graph) {
        return TaskGraphPlanner.plan(graph, MemoryPlanner.plan(graph, new DeviceMemoryRules()));
    }

    private static List<Kernel> kernels(TaskGraphPlan plan) {
        return plan.tasks().stream().map(Task::kernel).toList();
    }

    @Test
    void beginsWithNoFailure() {
        TaskGraphPlan plan = plan(Graph.of(Map.of("y", trace.input("x", Type.float32(3)))));
        assertEquals(List.of(new Task(Kernel.FILL_INTEGERS, List.of(2, 0, 0), null)), plan.tasks());
        assertEquals(plan.inputs().get("x"), plan.outputs().get("y"), "an input that is an output stays where it is");
    }

    @Test
    void statesThatSwapGoThroughCopies() {
        Value a = kept("a", Type.float32(2));
        Value b = kept("b", Type.float32(2));
        TaskGraphPlan plan = plan(Graph.of(Map.of(), Map.of("a", b, "b", a)));
        assertEquals(List.of(Kernel.FILL_INTEGERS, Kernel.COPY, Kernel.COPY, Kernel.UPDATE, Kernel.UPDATE), kernels(plan));
        List<Integer> written = plan.tasks().stream().skip(1).map(task -> task.settings().get(UnarySettings.Y)).toList();
        List<Integer> states = List.of(plan.kept().get("a").offset(), plan.kept().get("b").offset());
        assertTrue(written.subList(0, 2).stream().noneMatch(states::contains), "first both are copied elsewhere");
        assertTrue(written.subList(2, 4).containsAll(states), "then both are written");
    }

    @Test
    void anOutputShowsTheStateBeforeItsUpdate() {
        Value count = kept("count", Type.float32(2));
        Value x = trace.input("x", Type.float32(2));
        TaskGraphPlan plan = plan(Graph.of(Map.of("before", count), Map.of("count", x)));
        assertNotEquals(plan.kept().get("count").offset(), plan.outputs().get("before").offset());
        assertEquals(List.of(Kernel.FILL_INTEGERS, Kernel.COPY, Kernel.UPDATE), kernels(plan));
    }

    @Test
    void wholeNumbersLieAmongTheIntegers() {
        Value key = trace.input("key", new Type(DataType.INT32, Shape.of(4)));
        Value literal = trace.literal(Shape.of(3), new int[] {7, 8, 9});
        TaskGraphPlan plan = plan(Graph.of(Map.of("key", key, "literal", literal)));
        DeviceRegion first = plan.outputs().get("key");
        DeviceRegion second = plan.outputs().get("literal");
        assertTrue(first.offset() >= TaskGraphPlan.FAILURE.elements() && second.offset() >= TaskGraphPlan.FAILURE.elements());
        assertTrue(first.offset() + 4 <= second.offset() || second.offset() + 3 <= first.offset(), "they don't overlap");
        assertTrue(Math.max(first.offset() + 4, second.offset() + 3) <= plan.integerElements());
        assertEquals(List.of(7, 8, 9), Arrays.stream(plan.contents().get(second).toInts()).boxed().toList());
    }

    @Test
    void moreThanTheDeviceHasIsRefusedBeforeItIsLoaded() {
        Graph graph = Graph.of(Map.of("y", trace.input("x", Type.float32(1 << 20))));
        Device small = new Device("small", "a device with little memory", 1 << 20, false);
        BackendException thrown = assertThrows(BackendException.class,
                () -> TaskGraphExecutable.compile(graph, Long.MAX_VALUE, new HostRuntime(0).open("small"), small));
        assertTrue(thrown.getMessage().contains("4,194,304 bytes") && thrown.getMessage().contains("limit is 1,048,576"),
                thrown.getMessage());
    }

    @Test
    void whatLiesOnTheHostIsPlannedToo() {
        Value x = trace.input("x", Type.float32(1000));
        Value weight = kept("weight", Type.float32(300));
        Graph graph = Graph.of(Map.of("y", x.slice(0, 0, 300).add(weight)));
        TaskGraphPlan plan = plan(graph);
        assertEquals((1000 + 300) * Float.BYTES, plan.transferredBytes(), "the larger of what goes in and out, and what is kept");
        Device device = new Device("host", "a device", 1 << 20, false);
        try (TaskGraphExecutable executable = TaskGraphExecutable.compile(graph, Long.MAX_VALUE,
                new HostRuntime(0).open("host"), device)) {
            MemoryPlan memory = executable.memory();
            assertEquals(memory.totalBytes() + memory.hostBytes() + new DeviceMemoryRules().runtimeBytes() + plan.bytes()
                    + 2 * plan.transferredBytes(), memory.residentBytes());
        }
    }
}
