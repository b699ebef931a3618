package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.taskgraphs.Passage;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

/**
 * Memory of a device and the task graphs of TornadoVM that work on it: one for each kernel, and those that copy. Between them
 * nothing leaves the device. What is compiled stays compiled for whatever runs here next.
 */
final class DeviceExecution {
    private static final AtomicLong OPENED = new AtomicLong();
    private static final int PUT_KEPT = 0;
    private static final int PUT = 1;
    private static final int GET = 2;
    private static final int GET_KEPT = 3;
    private static final int KERNELS = 4;
    /** What is named where no operation can be. */
    private static final String PROGRAM = "program";

    private final Executions.Place place;
    private final ExecutionRoom room;
    private final WorkGroups groups;
    private final Channel kept;
    private final Channel passed;
    private final Map<Kernel, KernelGraph> kernels = new EnumMap<>(Kernel.class);
    private final TornadoExecutionPlan execution;
    private boolean failed;

    private DeviceExecution(TornadoDevice device, Executions.Place place, ExecutionRoom room) {
        this.place = place;
        this.room = room;
        this.groups = place.groups();
        this.kept = new Channel(room.kept());
        this.passed = new Channel(room.passed());
        String name = "factorizer" + OPENED.getAndIncrement();
        String owner = name + "putkept";
        DeviceArrays arrays = new DeviceArrays(owner, new float[room.memory()], new int[room.integers()], new GridScheduler());
        List<TaskGraph> graphs = new ArrayList<>(List.of(kept.put(owner, arrays), passed.put(name + "put", arrays),
                passed.get(name + "get", arrays), kept.get(name + "getkept", arrays)));
        room.kernels().forEach((kernel, settings) -> kernels.put(kernel, KernelGraph.of(kernel, name + "kernel" + kernel.ordinal(),
                KERNELS + kernels.size(), groups, settings)));
        room.kernels().keySet().forEach(kernel -> graphs.add(kernels.get(kernel).graph(arrays)));
        this.execution = new TornadoExecutionPlan(graphs.stream().map(TaskGraph::snapshot).toArray(ImmutableTaskGraph[]::new));
        execution.withDevice(device);
        execution.withGridScheduler(arrays.grids());
    }

    /** Reserves what there shall be room for. */
    static DeviceExecution open(TornadoDevice device, Executions.Place place, ExecutionRoom room) {
        try {
            return new DeviceExecution(device, place, room);
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            throw TornadoFailure.of(e, PROGRAM);
        }
    }

    Executions.Place place() {
        return place;
    }

    ExecutionRoom room() {
        return room;
    }

    /** What copies that which is kept between runs. */
    Channel kept() {
        return kept;
    }

    /** Copies what is kept to the device: the first thing that is done here. */
    void putKept(Passage passage) {
        kept.prepare(passage, groups);
        execute(PUT_KEPT, PROGRAM);
    }

    void getKept(Passage passage) {
        kept.prepare(passage, groups);
        execute(GET_KEPT, PROGRAM);
    }

    void put(Passage passage, List<Tensor> values) {
        passed.set(passage, values);
        passed.prepare(passage, groups);
        execute(PUT, PROGRAM);
    }

    List<Tensor> get(Passage passage) {
        passed.prepare(passage, groups);
        execute(GET, PROGRAM);
        return passed.tensors(passage);
    }

    void run(Task task) {
        KernelGraph kernel = kernels.get(task.kernel());
        kernel.prepare(task, groups);
        execute(kernel.place(), task.label());
    }

    private void execute(int graph, String operation) {
        try {
            execution.withGraph(graph).execute();
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            failed = true;
            throw TornadoFailure.of(e, operation);
        }
    }

    /** Whether something threw here: then nobody knows what is on the device. */
    boolean failed() {
        return failed;
    }

    void close() {
        try {
            execution.freeDeviceMemory();
            execution.close();
        } catch (TornadoExecutionPlanException e) {
            throw new BackendException("backend \"tornado\": the device's memory could not be freed: " + e.getMessage(), e);
        }
    }
}
