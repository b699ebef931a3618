package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.runtime.LoadedTaskGraph;
import dev.factorizer.backend.tornado.runtime.TaskGraphDevice;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/**
 * Where the programs of one backend get what they run on. Large ones get memory and kernels of their own. Small ones, of which there
 * may be thousands, take turns on memory with all kernels: a device's compiler takes longer than most of them, and TornadoVM keeps
 * nothing that it compiled for another execution plan.
 */
final class ExecutionPool implements TaskGraphDevice {
    /** How many may wait for their next program. */
    private static final int MOST_IDLE = 4;

    private final TornadoDevice device;
    private final WorkGroups groups;
    private final Deque<DeviceExecution> idle = new ArrayDeque<>();
    private boolean closed;

    ExecutionPool(TornadoDevice device) {
        this.device = device;
        this.groups = WorkGroups.of(device);
    }

    @Override
    public LoadedTaskGraph load(TaskGraphPlan plan) {
        return DeviceTaskGraph.load(plan, this);
    }

    /** What a program runs on, for it alone until it is released. */
    DeviceExecution acquire(ExecutionCapacity needed) {
        boolean small = ExecutionCapacity.SMALL.holds(needed);
        return (small ? next() : Optional.<DeviceExecution>empty())
                .orElseGet(() -> DeviceExecution.open(device, groups, small ? ExecutionCapacity.SMALL : needed));
    }

    private synchronized Optional<DeviceExecution> next() {
        return Optional.ofNullable(idle.poll());
    }

    /** Ends a program's use. What failed is not used again. */
    void release(DeviceExecution execution) {
        if (!execution.capacity().equals(ExecutionCapacity.SMALL) || execution.failed() || !keeps(execution)) {
            execution.close();
        }
    }

    private synchronized boolean keeps(DeviceExecution execution) {
        if (closed || idle.size() >= MOST_IDLE) {
            return false;
        }
        idle.push(execution);
        return true;
    }

    /** {@return how many wait for their next program} */
    synchronized int idle() {
        return idle.size();
    }

    @Override
    public void close() {
        left().forEach(DeviceExecution::close);
    }

    /** What no program has; nothing is kept from now on. */
    private synchronized List<DeviceExecution> left() {
        closed = true;
        List<DeviceExecution> all = List.copyOf(idle);
        idle.clear();
        return all;
    }
}
