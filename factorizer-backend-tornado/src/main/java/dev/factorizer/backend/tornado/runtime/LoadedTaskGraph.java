package dev.factorizer.backend.tornado.runtime;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import java.util.List;

/** A task graph on a device. For one thread at a time. */
public interface LoadedTaskGraph extends AutoCloseable {
    /**
     * Writes to the device's memory between runs.
     *
     * @param region one of those kept between runs
     * @param value a tensor of the region's type
     */
    void write(DeviceRegion region, Tensor value);

    /**
     * Reads the device's memory between runs.
     *
     * @param region one of those kept between runs
     * @return a copy on the host
     */
    Tensor read(DeviceRegion region);

    /**
     * Runs all tasks once, in order.
     *
     * @param inputs a tensor for each input of the plan, in its order
     * @return a tensor for each output of the plan, in its order
     * @throws BackendException if a task fails; it names the operation and the layer
     */
    List<Tensor> run(List<Tensor> inputs);

    /**
     * {@return what kernels reported in the last run, as {@link dev.factorizer.backend.tornado.kernels.Kernel} describes
     * it: the number of the task that failed, from 1, or 0 for none; then what it found}
     */
    int[] failure();

    /** Frees the device's memory. */
    @Override
    void close();
}
