package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lowered graph as tasks over two arrays of the device. Inputs are written to their regions before the first task, outputs are
 * read after the last; everything else stays on the device.
 *
 * @param memoryElements the length of the array for float32
 * @param integerElements the length of the array for int32; its first two elements tell of failures, see {@link
 *     dev.factorizer.backend.tornado.kernels.Kernel}
 * @param tasks run in order, each after the one before has ended
 * @param contents what is written once, when the task graph is loaded; of the rest what is kept is zero, and all else may be anything
 * @param inputs where inputs are written, by name, in the graph's order
 * @param outputs where outputs are read, by name, in the graph's order
 * @param kept what is kept between runs, by the placeholder's name
 */
public record TaskGraphPlan(int memoryElements, int integerElements, List<Task> tasks, Map<DeviceRegion, Tensor> contents,
        Map<String, DeviceRegion> inputs, Map<String, DeviceRegion> outputs, Map<String, DeviceRegion> kept) {
    /** Where kernels write what they find wrong: the number of the task that failed, from 1, or 0; then what it found. */
    public static final DeviceRegion FAILURE = new DeviceRegion(new Type(DataType.INT32, Shape.of(2)), 0);

    /** Copies the collections, keeping their order. */
    public TaskGraphPlan {
        tasks = List.copyOf(tasks);
        contents = ordered(contents);
        inputs = ordered(inputs);
        outputs = ordered(outputs);
        kept = ordered(kept);
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** {@return how many bytes of the device's memory the two arrays take} */
    public long bytes() {
        return ((long) memoryElements + integerElements) * Float.BYTES;
    }

    /** {@return how many bytes are transferred at most: a run's inputs and outputs, and beside them what is kept} */
    public long transferredBytes() {
        return Math.max(bytes(inputs.values()), bytes(outputs.values())) + bytes(kept.values()) + bytes(contents.keySet());
    }

    private static long bytes(Collection<DeviceRegion> regions) {
        return regions.stream().mapToLong(region -> region.type().bytes()).sum();
    }
}
