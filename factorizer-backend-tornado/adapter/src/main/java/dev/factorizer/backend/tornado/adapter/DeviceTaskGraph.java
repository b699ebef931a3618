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
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;

/**
 * A planned task graph as three of TornadoVM's on the same memory of the device: one that writes what is kept, one that runs
 * the tasks, one that reads what is kept. Between them nothing leaves the device.
 */
final class DeviceTaskGraph implements LoadedTaskGraph {
    private static final AtomicLong LOADED = new AtomicLong();
    private static final int WRITE = 0;
    private static final int RUN = 1;
    private static final int READ = 2;

    private final TaskGraphPlan plan;
    private final String name = "factorizer" + LOADED.getAndIncrement();
    private final KeptRange kept;
    private final List<Staging> inputs;
    private final List<Staging> outputs;
    private final Staging failure;
    private final TornadoExecutionPlan execution;

    private DeviceTaskGraph(TaskGraphPlan plan, TornadoDevice device) {
        this.plan = plan;
        this.kept = KeptRange.of(plan);
        this.inputs = plan.inputs().values().stream().map(Staging::of).toList();
        this.outputs = plan.outputs().values().stream().map(Staging::of).toList();
        this.failure = Staging.of(TaskGraphPlan.FAILURE);
        float[] memory = new float[plan.memoryElements()];
        int[] integers = new int[plan.integerElements()];
        WorkGroups groups = new WorkGroups(device);
        GridScheduler grids = new GridScheduler();
        TaskGraph write = kept.write(name + "write", memory, integers, groups, grids);
        TaskGraph run = run(memory, integers, groups, grids);
        TaskGraph read = kept.read(name + "read", name + "write", memory, integers, groups, grids);
        this.execution = new TornadoExecutionPlan(write.snapshot(), run.snapshot(), read.snapshot());
        execution.withDevice(device);
        execution.withGridScheduler(grids);
    }

    /** Reserves the device's memory and fills it. */
    static DeviceTaskGraph load(TaskGraphPlan plan, TornadoDevice device) {
        DeviceTaskGraph loaded = new DeviceTaskGraph(plan, device);
        plan.contents().forEach(loaded.kept::put);
        loaded.kept.all();
        return loaded;
    }

    private TaskGraph run(float[] memory, int[] integers, WorkGroups groups, GridScheduler grids) {
        TaskGraph graph = new TaskGraph(name).consumeFromDevice(name + "write", memory, integers);
        int number = 0;
        for (Staging input : inputs) {
            input.toDevice(graph);
            input.put(graph, grids, groups, name, "in" + number++, memory, integers);
        }
        number = 0;
        for (Task task : plan.tasks()) {
            int[] settings = task.settings().stream().mapToInt(Integer::intValue).toArray();
            String id = "t" + number++;
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, settings);
            Launches.add(graph, id, task.kernel(), memory, integers, settings);
            grids.addWorkerGrid(name + "." + id, groups.grid(task.items()));
        }
        List<Staging> results = new ArrayList<>(outputs);
        results.add(failure);
        for (Staging output : results) {
            output.get(graph, grids, groups, name, "out" + number++, memory, integers);
            output.toHost(graph);
        }
        return graph.persistOnDevice(memory, integers);
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
            execute(READ);
            kept.fresh();
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> given) {
        if (kept.changed()) {
            execute(WRITE);
            kept.written();
        }
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).set(given.get(i));
        }
        execute(RUN);
        kept.outdated();
        return outputs.stream().map(Staging::tensor).toList();
    }

    private void execute(int graph) {
        try {
            execution.withGraph(graph).execute();
        } catch (RuntimeException e) {
            throw TornadoFailure.of(e, plan, name);
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
