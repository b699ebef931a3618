package dev.factorizer.backend.tornado.runtime;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;

/** Runs planned task graphs on devices: a module {@code provides} this, and {@code ServiceLoader} finds it. */
public interface TaskGraphRuntime {
    /**
     * Its devices, without side effects that last.
     *
     * @return the devices, the best first, or the reason why there are none
     */
    Availability availability();

    /**
     * Brings a task graph to a device: memory is reserved and filled, kernels are compiled at the latest with the first run.
     *
     * @param plan the task graph
     * @param device the name of one of its devices
     * @return the task graph, ready to run
     * @throws BackendException if the device has too little memory or a kernel does not compile
     */
    LoadedTaskGraph load(TaskGraphPlan plan, String device);
}
