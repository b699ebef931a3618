package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.taskgraphs.Region;
import java.lang.foreign.MemorySegment;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;

/**
 * An array of the host by which an input or output of a run reaches or leaves its region: TornadoVM copies whole arrays.
 *
 * @param region its place on the device
 * @param floats the array of a float32 region, else empty
 * @param integers the array of an int32 region, else empty
 */
record Staging(Region region, float[] floats, int[] integers) {
    static Staging of(Region region) {
        // Arrays without elements can't be passed to a kernel.
        int length = Math.max(1, region.elements());
        return region.type().dataType() == DataType.INT32 ? new Staging(region, new float[0], new int[length])
                : new Staging(region, new float[length], new int[0]);
    }

    private boolean whole() {
        return region.type().dataType() == DataType.INT32;
    }

    /** Adds the copy from the host and the task that moves it into its region. */
    void put(TaskGraph graph, String graphName, String id, DeviceArrays arrays) {
        int[] range = {region.elements(), 0, region.offset()};
        graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, range);
        if (whole()) {
            graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, integers)
                    .task(id, Transfers::putIntegers, arrays.integers(), integers, range);
        } else {
            graph.transferToDevice(DataTransferMode.EVERY_EXECUTION, floats)
                    .task(id, Transfers::putFloats, arrays.memory(), floats, range);
        }
        arrays.grid(graphName, id, Math.max(1, region.elements()));
    }

    /** Adds the task that moves it out of its region and the copy to the host. */
    void get(TaskGraph graph, String graphName, String id, DeviceArrays arrays) {
        int[] range = {region.elements(), region.offset(), 0};
        graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, range);
        if (whole()) {
            graph.task(id, Transfers::getIntegers, arrays.integers(), integers, range)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, integers);
        } else {
            graph.task(id, Transfers::getFloats, arrays.memory(), floats, range)
                    .transferToHost(DataTransferMode.EVERY_EXECUTION, floats);
        }
        arrays.grid(graphName, id, Math.max(1, region.elements()));
    }

    private MemorySegment segment() {
        return (whole() ? MemorySegment.ofArray(integers) : MemorySegment.ofArray(floats)).asSlice(0, region.type().bytes());
    }

    void set(Tensor value) {
        segment().copyFrom(value.segment());
    }

    /** A copy of what the last run left. */
    Tensor tensor() {
        Tensor copy = whole() ? Tensor.of(region.type().shape(), new int[region.elements()])
                : Tensor.of(region.type().shape(), new float[region.elements()]);
        copy.segment().copyFrom(segment());
        return copy;
    }
}
