package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TransferBatch;
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

    private final ExecutionCapacity capacity;
    private final WorkGroups groups;
    private final StagingBuffer kept;
    private final StagingBuffer transferred;
    private final Map<Kernel, KernelGraph> kernels = new EnumMap<>(Kernel.class);
    private final TornadoExecutionPlan execution;
    private boolean failed;

    private DeviceExecution(TornadoDevice device, WorkGroups groups, ExecutionCapacity capacity) {
        this.capacity = capacity;
        this.groups = groups;
        this.kept = new StagingBuffer(capacity.kept());
        this.transferred = new StagingBuffer(capacity.transferred());
        String name = "factorizer" + OPENED.getAndIncrement();
        String owner = name + "putkept";
        DeviceArrays arrays = new DeviceArrays(owner, new float[capacity.memory()], new int[capacity.integers()], new GridScheduler());
        List<TaskGraph> graphs = new ArrayList<>(List.of(kept.put(owner, arrays), transferred.put(name + "put", arrays),
                transferred.get(name + "get", arrays), kept.get(name + "getkept", arrays)));
        capacity.kernels().forEach((kernel, settings) -> kernels.put(kernel, KernelGraph.of(kernel, name + "kernel" + kernel.ordinal(),
                KERNELS + kernels.size(), groups, settings)));
        capacity.kernels().keySet().forEach(kernel -> graphs.add(kernels.get(kernel).graph(arrays)));
        this.execution = new TornadoExecutionPlan(graphs.stream().map(TaskGraph::snapshot).toArray(ImmutableTaskGraph[]::new));
        execution.withDevice(device);
        execution.withGridScheduler(arrays.grids());
    }

    /** Reserves that much. */
    static DeviceExecution open(TornadoDevice device, WorkGroups groups, ExecutionCapacity capacity) {
        try {
            return new DeviceExecution(device, groups, capacity);
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            throw TornadoFailure.of(e, PROGRAM);
        }
    }

    ExecutionCapacity capacity() {
        return capacity;
    }

    /** What copies that which is kept between runs. */
    StagingBuffer kept() {
        return kept;
    }

    /** Copies what is kept to the device: the first thing that is done here. */
    void putKept(TransferBatch batch) {
        kept.prepare(batch, groups);
        execute(PUT_KEPT, PROGRAM);
    }

    void getKept(TransferBatch batch) {
        kept.prepare(batch, groups);
        execute(GET_KEPT, PROGRAM);
    }

    void put(TransferBatch batch, List<Tensor> values) {
        transferred.set(batch, values);
        transferred.prepare(batch, groups);
        execute(PUT, PROGRAM);
    }

    List<Tensor> get(TransferBatch batch) {
        transferred.prepare(batch, groups);
        execute(GET, PROGRAM);
        return transferred.tensors(batch);
    }

    void run(Task task) {
        KernelGraph kernel = kernels.get(task.kernel());
        kernel.prepare(task, groups);
        execute(kernel.index(), task.label());
    }

    private void execute(int graph, String operation) {
        try {
            execution.withGraph(graph).execute();
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            failed = true;
            throw TornadoFailure.of(e, operation);
        }
    }

    /** Whether something threw here: then what is on the device is unknown. */
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
