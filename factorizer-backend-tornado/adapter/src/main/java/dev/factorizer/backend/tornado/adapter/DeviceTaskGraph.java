package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.taskgraphs.Region;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

/**
 * A planned task graph as several of TornadoVM's on the same memory of the device: one that writes what is kept, one for each
 * kernel, which runs the kernel's tasks in their turn, and one that reads what is kept. Between them nothing leaves the device.
 */
final class DeviceTaskGraph implements LoadedTaskGraph {
    private static final AtomicLong LOADED = new AtomicLong();
    /** A task graph of TornadoVM holds 1,024 nodes, of which a copy with its arrays takes seven. */
    private static final int COPIES = 32;
    /** The number of the task graph that writes what is kept. */
    private static final int WRITING = 0;
    /** What is named where no operation can be. */
    private static final String PROGRAM = "program";

    private final TaskGraphPlan plan;
    private final String name = "factorizer" + LOADED.getAndIncrement();
    private final KeptRange kept;
    private final List<Staging> inputs;
    private final List<Staging> outputs;
    private final Staging failure = Staging.of(TaskGraphPlan.FAILURE);
    private final int lastInput;
    private final int firstOutput;
    private final int reading;
    private final WorkGroups groups;
    private final Map<Kernel, KernelGraph> kernels = new EnumMap<>(Kernel.class);
    private final TornadoExecutionPlan execution;

    private DeviceTaskGraph(TaskGraphPlan plan, TornadoDevice device) {
        this.plan = plan;
        this.kept = KeptRange.of(plan);
        this.inputs = plan.inputs().values().stream().map(Staging::of).toList();
        this.outputs = plan.outputs().values().stream().map(Staging::of).toList();
        this.groups = new WorkGroups(device);
        DeviceArrays arrays = new DeviceArrays(name + "memory", new float[plan.memoryElements()],
                new int[plan.integerElements()], groups, new GridScheduler());
        List<TaskGraph> graphs = new ArrayList<>();
        graphs.add(kept.write(arrays));
        copies(arrays, "in", inputs, Staging::put).forEach(graphs::add);
        int firstKernel = graphs.size();
        this.lastInput = firstKernel - 1;
        Map<Kernel, List<Task>> tasks = plan.tasks().stream().collect(Collectors.groupingBy(Task::kernel,
                () -> new EnumMap<>(Kernel.class), Collectors.toList()));
        tasks.forEach((kernel, own) -> kernels.put(kernel, KernelGraph.of(kernel, name + "kernel" + kernel.ordinal(),
                firstKernel + kernels.size(), groups, own)));
        kernels.values().forEach(kernel -> graphs.add(kernel.graph(arrays)));
        this.firstOutput = graphs.size();
        copies(arrays, "out", Stream.concat(outputs.stream(), Stream.of(failure)).toList(), Staging::get).forEach(graphs::add);
        this.reading = graphs.size();
        graphs.add(kept.read(name + "read", arrays));
        this.execution = new TornadoExecutionPlan(graphs.stream().map(TaskGraph::snapshot).toArray(ImmutableTaskGraph[]::new));
        execution.withDevice(device);
        execution.withGridScheduler(arrays.grids());
    }

    /** Reserves the device's memory and fills it. */
    static DeviceTaskGraph load(TaskGraphPlan plan, TornadoDevice device) {
        DeviceTaskGraph loaded;
        try {
            loaded = new DeviceTaskGraph(plan, device);
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            throw TornadoFailure.of(e, PROGRAM);
        }
        plan.contents().forEach(loaded.kept::put);
        loaded.kept.all();
        return loaded;
    }

    private interface Copy {
        void add(Staging staging, TaskGraph graph, String graphName, String id, DeviceArrays arrays);
    }

    /** Task graphs that copy inputs or outputs. */
    private List<TaskGraph> copies(DeviceArrays arrays, String kind, List<Staging> stagings, Copy copy) {
        List<TaskGraph> graphs = new ArrayList<>();
        for (int first = 0; first < stagings.size(); first += COPIES) {
            String graphName = name + kind + graphs.size();
            TaskGraph graph = arrays.graph(graphName);
            int number = 0;
            for (Staging staging : stagings.subList(first, Math.min(first + COPIES, stagings.size()))) {
                copy.add(staging, graph, graphName, kind + number++, arrays);
            }
            graphs.add(arrays.leave(graph));
        }
        return graphs;
    }

    @Override
    public void write(Region region, Tensor value) {
        refresh();
        kept.put(region, value);
    }

    @Override
    public Tensor read(Region region) {
        refresh();
        return kept.get(region);
    }

    private void refresh() {
        if (kept.stale()) {
            execute(reading, PROGRAM);
            kept.fresh();
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> given) {
        if (kept.changed()) {
            execute(WRITING, PROGRAM);
            kept.written();
        }
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).set(given.get(i));
        }
        for (int graph = WRITING + 1; graph <= lastInput; graph++) {
            execute(graph, PROGRAM);
        }
        for (Task task : plan.tasks()) {
            KernelGraph kernel = kernels.get(task.kernel());
            kernel.prepare(task, groups);
            execute(kernel.place(), task.label());
        }
        for (int graph = firstOutput; graph < reading; graph++) {
            execute(graph, PROGRAM);
        }
        kept.outdated();
        return outputs.stream().map(Staging::tensor).toList();
    }

    private void execute(int graph, String operation) {
        try {
            execution.withGraph(graph).execute();
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            throw TornadoFailure.of(e, operation);
        }
    }

    @Override
    public int[] failure() {
        return failure.tensor().toInts();
    }

    @Override
    public void close() {
        try {
            execution.freeDeviceMemory();
            execution.close();
        } catch (TornadoExecutionPlanException e) {
            throw new BackendException("backend \"tornado\": the device's memory could not be freed: " + e.getMessage(), e);
        }
    }
}
