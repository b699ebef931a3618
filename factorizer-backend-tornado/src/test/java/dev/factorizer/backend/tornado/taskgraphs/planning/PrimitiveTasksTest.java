package dev.factorizer.backend.tornado.taskgraphs.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.writing.Axes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which kernels primitives become. */
class PrimitiveTasksTest {
    private final Trace trace = new Trace();
    private int inputs;

    private Value x(int... sizes) {
        return trace.input("x" + inputs++, Type.float32(sizes)).negate();
    }

    /** After the negation of inputs. */
    private static List<Task> tasks(Value y) {
        Graph graph = Graph.of(Map.of("y", y));
        return TaskGraphPlanner.plan(graph, MemoryPlanner.plan(graph, new DeviceMemoryRules())).tasks().stream()
                .filter(task -> task.node() != null && task.kernel() != Kernel.NEGATE).toList();
    }

    private static List<Kernel> kernels(Value y) {
        return tasks(y).stream().map(Task::kernel).toList();
    }

    @Test
    void whatIsJoinedOnTheFirstAxisIsComputedInItsPlace() {
        assertEquals(List.of(), kernels(x(16, 3).concatenate(0, x(32, 3))));
        assertEquals(List.of(Kernel.MOVE_ROWS, Kernel.MOVE_ROWS), kernels(x(2, 4, 5).concatenate(1, x(2, 3, 5))));
    }

    @Test
    void aSliceInOnePieceIsAView() {
        assertEquals(List.of(), kernels(x(64, 16).slice(0, 3, 5)));
        assertEquals(List.of(Kernel.MOVE_ROWS), kernels(x(64, 16).slice(1, 3, 5)));
        assertEquals(List.of(Kernel.MOVE), kernels(x(64, 16).slice(1, 3, 2)));
    }

    @Test
    void permutationsThatMoveNothingAreCopies() {
        assertEquals(List.of(Kernel.COPY), kernels(x(1, 8, 1, 3).permute(1, 0, 3, 2)));
        assertEquals(List.of(Kernel.MOVE), kernels(x(8, 3).permute(1, 0)));
        assertEquals(List.of(Kernel.MOVE_ROWS), kernels(x(8, 3, 16).permute(1, 0, 2)));
    }

    @Test
    void numbersOfChannelsMeetRows() {
        assertEquals(List.of(Kernel.ADD_ROWS), kernels(x(2, 3, 4, 8).add(x(3, 1, 1))));
        assertEquals(List.of(Kernel.ZIP_BROADCAST), kernels(x(2, 3, 4, 5).add(x(3, 1, 1))));
        assertEquals(List.of(Kernel.ADD), kernels(x(3, 5).add(x(3, 5, 1).reshape(3, 5))));
    }

    @Test
    void oneConditionChoosesATensor() {
        assertEquals(List.of(Kernel.SELECT_WHOLE), kernels(Value.select(x(1), x(3, 5), x(3, 5))));
        assertEquals(List.of(Kernel.SELECT), kernels(Value.select(x(3, 5), x(3, 5), x(3, 5))));
        assertEquals(List.of(Kernel.SELECT_BROADCAST), kernels(Value.select(x(3, 1), x(3, 5), x(3, 5))));
    }

    @Test
    void longRunsAreSummedInTwoSteps() {
        List<Task> tasks = tasks(x(3, 100_000).sum(1));
        assertEquals(List.of(Kernel.REDUCE_SUM, Kernel.REDUCE_SUM), tasks.stream().map(Task::kernel).toList());
        assertEquals(List.of(3 * 196, 3), tasks.stream().map(Task::items).toList());
        assertEquals(List.of(Kernel.REDUCE_SUM), kernels(x(3, 1000).sum(1)));
    }

    @Test
    void aRowIsPaddedByChunks() {
        Task pad = tasks(x(2, 20).apply(new Pad(List.of(1, 2), List.of(0, 3), 9))).getFirst();
        assertEquals(Kernel.PAD, pad.kernel());
        assertEquals(3 * 2, pad.items());
    }

    @Test
    void axesAreJoinedWhereAllOperandsWalkThemAsOne() {
        Shape shape = Shape.of(2, 3, 4, 5);
        Axes joined = Axes.of(shape.sizes(), shape.strides(), Axes.broadcasting(Shape.of(3, 1, 1), shape));
        assertEquals(List.of(9, 20, 1, 0, 3, 20, 1, 2, 60, 0), List.of(9, joined.size(), joined.stride(0), joined.stride(1),
                joined.rest().size(), joined.rest().stride(0), joined.rest().stride(1), joined.rest().rest().size(),
                joined.rest().rest().stride(0), joined.rest().rest().stride(1)));
    }
}
