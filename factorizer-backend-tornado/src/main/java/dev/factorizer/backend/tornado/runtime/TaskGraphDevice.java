package dev.factorizer.backend.tornado.runtime;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;

/** A device opened by one backend: what its task graphs share lives as long as this is open. For any number of threads. */
public interface TaskGraphDevice extends AutoCloseable {
    /**
     * Brings a task graph to the device: memory is reserved and filled, kernels are compiled at the latest with the first run.
     *
     * @param plan the task graph
     * @return the task graph, ready to run
     * @throws BackendException if the device has too little memory or a kernel does not compile
     */
    LoadedTaskGraph load(TaskGraphPlan plan);

    /** Frees what no loaded task graph has; what they have is freed when they are closed. */
    @Override
    void close();
}
