package dev.factorizer.backend.tornado.adapter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where programs get what they run on. Large ones get memory and kernels of their own. Small ones, of which there may be
 * thousands, take turns on memory with all kernels: a device's compiler takes longer than most of them, and TornadoVM keeps
 * nothing that it compiled for another execution plan.
 */
final class Executions {
    /** How many may wait for their next program, for each device. */
    private static final int WAITING = 4;
    /** TornadoVM and its devices are there once in a process, and so are these. */
    private static final Map<String, Deque<DeviceExecution>> SMALL = new HashMap<>();

    private Executions() { }

    /** Room for a program on a device, for it alone until it is given back. */
    static DeviceExecution take(String device, ExecutionRoom needed) {
        boolean small = ExecutionRoom.SMALL.holds(needed);
        return Optional.ofNullable(small ? waiting(device) : null)
                .orElseGet(() -> DeviceExecution.open(TornadoDevices.named(device), small ? ExecutionRoom.SMALL : needed));
    }

    private static DeviceExecution waiting(String device) {
        synchronized (SMALL) {
            return SMALL.computeIfAbsent(device, _ -> new ArrayDeque<>()).poll();
        }
    }

    /** Ends a program's use. What failed is not used again. */
    static void giveBack(String device, DeviceExecution execution) {
        if (!execution.room().equals(ExecutionRoom.SMALL) || execution.failed() || !wait(device, execution)) {
            execution.close();
        }
    }

    private static boolean wait(String device, DeviceExecution execution) {
        synchronized (SMALL) {
            Deque<DeviceExecution> own = SMALL.computeIfAbsent(device, _ -> new ArrayDeque<>());
            if (own.size() >= WAITING) {
                return false;
            }
            own.push(execution);
            return true;
        }
    }
}
