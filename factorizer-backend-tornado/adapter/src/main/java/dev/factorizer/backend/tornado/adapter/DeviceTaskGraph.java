package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import dev.factorizer.backend.tornado.taskgraphs.TransferBatch;
import java.util.ArrayList;
import java.util.List;

/** A planned task graph on a device. */
final class DeviceTaskGraph implements LoadedTaskGraph {
    private final TaskGraphPlan plan;
    private final TransferBatch inputs;
    private final TransferBatch results;
    private final PersistentRegion kept;
    private final ExecutionPool pool;
    private final DeviceExecution execution;
    private int[] failure = {0, 0};

    private DeviceTaskGraph(TaskGraphPlan plan, ExecutionPool pool) {
        this.plan = plan;
        this.pool = pool;
        this.inputs = TransferBatch.of(List.copyOf(plan.inputs().values()));
        List<DeviceRegion> read = new ArrayList<>(plan.outputs().values());
        read.add(TaskGraphPlan.FAILURE);
        this.results = TransferBatch.of(read);
        this.kept = PersistentRegion.of(plan);
        this.execution = pool.acquire(ExecutionCapacity.of(plan, List.of(inputs, results), kept.batch()));
        kept.open(execution.kept());
        plan.contents().forEach(kept::put);
    }

    /** Reserves the device's memory and tells what is kept there. */
    static DeviceTaskGraph load(TaskGraphPlan plan, ExecutionPool pool) {
        return new DeviceTaskGraph(plan, pool);
    }

    @Override
    public void write(DeviceRegion region, Tensor value) {
        refresh();
        kept.put(region, value);
    }

    @Override
    public Tensor read(DeviceRegion region) {
        refresh();
        return kept.get(region);
    }

    private void refresh() {
        if (kept.stale()) {
            execution.getKept(kept.batch());
            kept.fresh();
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> given) {
        if (kept.changed()) {
            execution.putKept(kept.batch());
            kept.written();
        }
        execution.put(inputs, given);
        for (Task task : plan.tasks()) {
            execution.run(task);
        }
        kept.outdated();
        List<Tensor> read = execution.get(results);
        failure = read.getLast().toInts();
        return read.subList(0, plan.outputs().size());
    }

    @Override
    public int[] failure() {
        return failure.clone();
    }

    @Override
    public void close() {
        pool.release(execution);
    }
}
