package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import dev.factorizer.backend.tornado.taskgraphs.TransferBatch;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * How much a {@link DeviceExecution} can run.
 *
 * @param memory elements of float32 on the device
 * @param integers elements of int32 on the device
 * @param transferred what goes in and out with a run
 * @param kept what is kept between runs
 * @param kernels those it can run, and the most settings of each
 */
record ExecutionCapacity(int memory, int integers, StagingCapacity transferred, StagingCapacity kept, Map<Kernel, Integer> kernels) {
    private static final int SMALL_ELEMENTS = 1 << 20;
    private static final int SMALL_TRANSFERRED = 1 << 18;
    private static final int SMALL_PIECES = 256;
    private static final int SMALL_SETTINGS = 256;

    /** Small programs: 4 MB of each type on the device, and 1 MB of each that is transferred at once. */
    static final ExecutionCapacity SMALL = small();

    private static ExecutionCapacity small() {
        StagingCapacity staging = new StagingCapacity(SMALL_TRANSFERRED, SMALL_TRANSFERRED, TransferBatch.tableLength(SMALL_PIECES));
        Map<Kernel, Integer> kernels = new EnumMap<>(Kernel.class);
        EnumSet.allOf(Kernel.class).forEach(kernel -> kernels.put(kernel, SMALL_SETTINGS));
        return new ExecutionCapacity(SMALL_ELEMENTS, SMALL_ELEMENTS, staging, staging, kernels);
    }

    /** What a program needs. */
    static ExecutionCapacity of(TaskGraphPlan plan, Collection<TransferBatch> transferred, TransferBatch kept) {
        Map<Kernel, Integer> kernels = new EnumMap<>(Kernel.class);
        for (Task task : plan.tasks()) {
            kernels.merge(task.kernel(), task.settings().size(), Math::max);
        }
        return new ExecutionCapacity(plan.memoryElements(), plan.integerElements(), StagingCapacity.of(transferred),
                StagingCapacity.of(List.of(kept)), kernels);
    }

    /** Whether it is enough for what another is enough for. */
    boolean holds(ExecutionCapacity other) {
        return other.memory <= memory && other.integers <= integers && transferred.holds(other.transferred) && kept.holds(other.kept)
                && other.kernels.entrySet().stream().allMatch(one -> one.getValue() <= kernels.getOrDefault(one.getKey(), 0));
    }
}
