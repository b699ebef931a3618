package dev.factorizer.backend.tornado.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/**
 * Where programs get what they run on. Large ones get memory and kernels of their own. Small ones, of which there may be
 * thousands, take turns on memory with all kernels: a device's compiler takes longer than most of them, and TornadoVM keeps
 * nothing that it compiled for another execution plan.
 */
final class Executions {
    /** How many may wait for their next program, for each place. */
    private static final int WAITING = 4;
    /** TornadoVM and its devices are there once in a process, and so are these. */
    private static final Map<Place, Deque<DeviceExecution>> SMALL = new HashMap<>();

    private Executions() { }

    /**
     * Where a program runs.
     *
     * @param device by name
     * @param groups how its work items form groups
     */
    record Place(String device, WorkGroups groups) { }

    /** Room for a program on a device, for it alone until it is given back. */
    static DeviceExecution take(String name, ExecutionRoom needed) {
        TornadoDevice device = TornadoDevices.named(name);
        Place place = new Place(name, WorkGroups.of(device));
        boolean small = ExecutionRoom.SMALL.holds(needed);
        return Optional.ofNullable(small ? waiting(place) : null)
                .orElseGet(() -> DeviceExecution.open(device, place, small ? ExecutionRoom.SMALL : needed));
    }

    private static DeviceExecution waiting(Place place) {
        synchronized (SMALL) {
            return SMALL.computeIfAbsent(place, _ -> new ArrayDeque<>()).poll();
        }
    }

    /** Ends a program's use. What failed is not used again. */
    static void giveBack(DeviceExecution execution) {
        if (!execution.room().equals(ExecutionRoom.SMALL) || execution.failed() || !wait(execution)) {
            execution.close();
        }
    }

    private static boolean wait(DeviceExecution execution) {
        synchronized (SMALL) {
            Deque<DeviceExecution> own = SMALL.computeIfAbsent(execution.place(), _ -> new ArrayDeque<>());
            if (own.size() >= WAITING) {
                return false;
            }
            own.push(execution);
            return true;
        }
    }
}
