package dev.factorizer.backend.tornado.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.factorizer.api.backend.Availability.Available;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.TornadoBackendProvider;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What programs share belongs to their backend and goes with it. */
class ExecutionPoolTest {
    private static Graph doubled() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(3));
        return Graph.of(Map.of("y", x.add(x)));
    }

    /** The same as a plan: x at the beginning of the memory, y behind it. */
    private static TaskGraphPlan plan() {
        Task fill = new Task(Kernel.FILL_INTEGERS, List.of(TaskGraphPlan.FAILURE.elements(), 0, TaskGraphPlan.FAILURE.offset()), null);
        Task add = new Task(Kernel.ADD, List.of(3, 0, 0, 8), null);
        Type type = Type.float32(3);
        return new TaskGraphPlan(16, 16, List.of(fill, add), Map.of(), Map.of("x", new DeviceRegion(type, 0)),
                Map.of("y", new DeviceRegion(type, 8)), Map.of());
    }

    private static ExecutionPool pool() {
        String device = assertInstanceOf(Available.class, new TornadoRuntime().availability()).devices().getFirst().name();
        return new ExecutionPool(TornadoDevices.named(device));
    }

    private static void run(LoadedTaskGraph program) {
        assertArrayEquals(new float[] {2, 4, 6}, program.run(List.of(Tensor.of(new float[] {1, 2, 3}, 3))).getFirst().toFloats());
    }

    @Test
    void smallProgramsTakeTurns() {
        try (ExecutionPool pool = pool()) {
            for (int program = 0; program < 3; program++) {
                LoadedTaskGraph loaded = pool.load(plan());
                assertEquals(0, pool.idle());
                run(loaded);
                loaded.close();
                assertEquals(1, pool.idle());
            }
        }
    }

    @Test
    void nothingIsKeptAfterItIsClosed() {
        ExecutionPool pool = pool();
        LoadedTaskGraph first = pool.load(plan());
        LoadedTaskGraph second = pool.load(plan());
        first.close();
        assertEquals(1, pool.idle());
        pool.close();
        assertEquals(0, pool.idle());
        run(second);
        second.close();
        assertEquals(0, pool.idle(), "a program that ends later is freed at once");
    }

    @Test
    void twoBackendsHaveNothingInCommon() {
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 3);
        Backend first = new TornadoBackendProvider().open(BackendOptions.DEFAULT);
        try (Backend second = new TornadoBackendProvider().open(BackendOptions.DEFAULT);
                Executable there = second.prepare(doubled(), CompileOptions.DEFAULT)) {
            try (Executable here = first.prepare(doubled(), CompileOptions.DEFAULT)) {
                assertArrayEquals(new float[] {2, 4, 6}, here.run(Map.of("x", x)).get("y").toFloats());
            }
            first.close();
            assertArrayEquals(new float[] {2, 4, 6}, there.run(Map.of("x", x)).get("y").toFloats());
        }
    }
}
