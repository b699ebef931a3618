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
import java.util.stream.Collectors;

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
    /** Small programs: 4 MB of each type on the device, and 1 MB of each that is passed at once. */
    static final ExecutionRoom SMALL = small(1 << 20, 1 << 18, 256, 256);

    private static ExecutionRoom small(int elements, int passed, int pieces, int settings) {
        ChannelRoom channel = new ChannelRoom(passed, passed, PassageBodies.PIECES + 2 * pieces);
        return new ExecutionRoom(elements, elements, channel, channel,
                EnumSet.allOf(Kernel.class).stream().collect(Collectors.toMap(kernel -> kernel, kernel -> settings)));
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
