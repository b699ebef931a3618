package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.taskgraphs.Region;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

/**
 * A planned task graph as several of TornadoVM's on the same memory of the device: one that writes what is kept, those that run
 * the tasks one after another, one that reads what is kept. Between them nothing leaves the device.
 */
final class DeviceTaskGraph implements LoadedTaskGraph {
    private static final AtomicLong LOADED = new AtomicLong();
    /** TornadoVM takes 256 tasks in a graph, and less if its code grows; copies of inputs and outputs come on top. */
    private static final int TASKS = 150;

    private final TaskGraphPlan plan;
    private final String name = "factorizer" + LOADED.getAndIncrement();
    private final KeptRange kept;
    private final List<Staging> inputs;
    private final List<Staging> outputs;
    private final Staging failure = Staging.of(TaskGraphPlan.FAILURE);
    private final int writing = 0;
    private final int reading;
    private final TornadoExecutionPlan execution;

    private DeviceTaskGraph(TaskGraphPlan plan, TornadoDevice device) {
        this.plan = plan;
        this.kept = KeptRange.of(plan);
        this.inputs = plan.inputs().values().stream().map(Staging::of).toList();
        this.outputs = plan.outputs().values().stream().map(Staging::of).toList();
        DeviceArrays arrays = new DeviceArrays(name + "memory", new float[plan.memoryElements()],
                new int[plan.integerElements()], new WorkGroups(device), new GridScheduler());
        List<TaskGraph> graphs = new ArrayList<>();
        graphs.add(kept.write(arrays));
        copies(arrays, "in", inputs, Staging::put).forEach(graphs::add);
        for (int first = 0; first < plan.tasks().size(); first += TASKS) {
            graphs.add(tasks(first, Math.min(first + TASKS, plan.tasks().size()), arrays));
        }
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
            throw TornadoFailure.of(e, plan);
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
        for (int first = 0; first < stagings.size(); first += TASKS) {
            String graphName = name + kind + graphs.size();
            TaskGraph graph = arrays.graph(graphName);
            int number = 0;
            for (Staging staging : stagings.subList(first, Math.min(first + TASKS, stagings.size()))) {
                copy.add(staging, graph, graphName, kind + number++, arrays);
            }
            graphs.add(arrays.leave(graph));
        }
        return graphs;
    }

    private TaskGraph tasks(int from, int to, DeviceArrays arrays) {
        String graphName = name + "run" + from;
        TaskGraph graph = arrays.graph(graphName);
        for (int i = from; i < to; i++) {
            Task task = plan.tasks().get(i);
            int[] settings = task.settings().stream().mapToInt(Integer::intValue).toArray();
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, settings);
            String id = TornadoFailure.TASK + i;
            if (arrays.groups().shared() && task.kernel().groupBody().isPresent()) {
                GroupLaunches.add(graph, id, task.kernel(), arrays.memory(), arrays.integers(), settings);
                arrays.grids().addWorkerGrid(graphName + "." + id, arrays.groups().gridOfGroups(task.items()));
            } else {
                Launches.add(graph, id, task.kernel(), arrays.memory(), arrays.integers(), settings);
                arrays.grid(graphName, id, task.items());
            }
        }
        return arrays.leave(graph);
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
            execute(reading);
            kept.fresh();
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> given) {
        if (kept.changed()) {
            execute(writing);
            kept.written();
        }
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).set(given.get(i));
        }
        for (int graph = writing + 1; graph < reading; graph++) {
            execute(graph);
        }
        kept.outdated();
        return outputs.stream().map(Staging::tensor).toList();
    }

    private void execute(int graph) {
        try {
            execution.withGraph(graph).execute();
        } catch (RuntimeException | TornadoInternalError | LinkageError e) {
            throw TornadoFailure.of(e, plan);
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
