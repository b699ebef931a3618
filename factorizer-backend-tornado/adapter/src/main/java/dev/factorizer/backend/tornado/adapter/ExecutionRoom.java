package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.backend.tornado.kernels.Kernel;
import dev.factorizer.backend.tornado.kernels.PassageBodies;
import dev.factorizer.backend.tornado.taskgraphs.Passage;
import dev.factorizer.backend.tornado.taskgraphs.Task;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What a {@link DeviceExecution} has room for.
 *
 * @param memory elements of float32 on the device
 * @param integers elements of int32 on the device
 * @param passed what goes in and out with a run
 * @param kept what is kept between runs
 * @param kernels those it can run, and the most settings of each
 */
record ExecutionRoom(int memory, int integers, ChannelRoom passed, ChannelRoom kept, Map<Kernel, Integer> kernels) {
    private static final int SMALL_ELEMENTS = 1 << 20;
    private static final int SMALL_PASSED = 1 << 18;
    private static final int SMALL_PIECES = 256;
    private static final int SMALL_SETTINGS = 256;

    /** Small programs: 4 MB of each type on the device, and 1 MB of each that is passed at once. */
    static final ExecutionRoom SMALL = small();

    private static ExecutionRoom small() {
        ChannelRoom channel = new ChannelRoom(SMALL_PASSED, SMALL_PASSED, PassageBodies.PIECES + 2 * SMALL_PIECES);
        Map<Kernel, Integer> kernels = new EnumMap<>(Kernel.class);
        EnumSet.allOf(Kernel.class).forEach(kernel -> kernels.put(kernel, SMALL_SETTINGS));
        return new ExecutionRoom(SMALL_ELEMENTS, SMALL_ELEMENTS, channel, channel, kernels);
    }

    /** What a program needs. */
    static ExecutionRoom of(TaskGraphPlan plan, Collection<Passage> passed, Passage kept) {
        Map<Kernel, Integer> kernels = new EnumMap<>(Kernel.class);
        for (Task task : plan.tasks()) {
            kernels.merge(task.kernel(), task.settings().size(), Math::max);
        }
        return new ExecutionRoom(plan.memoryElements(), plan.integerElements(), ChannelRoom.of(passed),
                ChannelRoom.of(List.of(kept)), kernels);
    }

    /** Whether there is room for what another has room for. */
    boolean holds(ExecutionRoom other) {
        return other.memory <= memory && other.integers <= integers && passed.holds(other.passed) && kept.holds(other.kept)
                && other.kernels.entrySet().stream().allMatch(one -> one.getValue() <= kernels.getOrDefault(one.getKey(), 0));
    }
}
