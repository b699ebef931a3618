package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.taskgraphs.Passage;
import dev.factorizer.backend.tornado.taskgraphs.Region;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.ArrayList;
import java.util.List;

/** A planned task graph on a device. */
final class DeviceTaskGraph implements LoadedTaskGraph {
    private final TaskGraphPlan plan;
    private final Passage inputs;
    private final Passage results;
    private final KeptRange kept;
    private final DeviceExecution execution;
    private int[] failure = {0, 0};

    private DeviceTaskGraph(TaskGraphPlan plan, String device) {
        this.plan = plan;
        this.inputs = Passage.of(List.copyOf(plan.inputs().values()));
        List<Region> read = new ArrayList<>(plan.outputs().values());
        read.add(TaskGraphPlan.FAILURE);
        this.results = Passage.of(read);
        this.kept = KeptRange.of(plan);
        this.execution = Executions.take(device, ExecutionRoom.of(plan, List.of(inputs, results), kept.passage()));
        kept.open(execution.kept());
        plan.contents().forEach(kept::put);
    }

    /** Reserves the device's memory and tells what is kept there. */
    static DeviceTaskGraph load(TaskGraphPlan plan, String device) {
        return new DeviceTaskGraph(plan, device);
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
            execution.getKept(kept.passage());
            kept.fresh();
        }
    }

    @Override
    public List<Tensor> run(List<Tensor> given) {
        if (kept.changed()) {
            execution.putKept(kept.passage());
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
        Executions.giveBack(execution);
    }
}
