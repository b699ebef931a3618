package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.tornado.taskgraphs.Region;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;

/**
 * The host's copy of everything that is kept between runs, which is one range in each of the device's arrays. It is copied as a
 * whole, and only when the host or the device has changed something since: loading or reading hundreds of parameters is one
 * copy.
 */
final class KeptRange {
    private final int firstFloat;
    private final int firstInteger;
    private final float[] floats;
    private final int[] integers;
    private boolean changed;
    private boolean stale;

    private KeptRange(int firstFloat, int floats, int firstInteger, int integers) {
        this.firstFloat = firstFloat;
        this.firstInteger = firstInteger;
        // Arrays without elements can't be passed to a kernel.
        this.floats = new float[Math.max(1, floats)];
        this.integers = new int[Math.max(1, integers)];
    }

    static KeptRange of(TaskGraphPlan plan) {
        List<Region> regions = Stream.concat(plan.contents().keySet().stream(), plan.kept().values().stream()).toList();
        int[] floats = range(regions, DataType.FLOAT32);
        int[] integers = range(regions, DataType.INT32);
        return new KeptRange(floats[0], floats[1] - floats[0], integers[0], integers[1] - integers[0]);
    }

    private static int[] range(List<Region> regions, DataType type) {
        List<Region> own = regions.stream().filter(region -> region.type().dataType() == type).toList();
        return new int[] {own.stream().mapToInt(Region::offset).min().orElse(0),
            own.stream().mapToInt(region -> region.offset() + region.elements()).max().orElse(0)};
    }

    /** The task graph that brings it to the device, where the memory stays for the others. */
    TaskGraph write(DeviceArrays arrays) {
        int[] floatRange = {floats.length, 0, firstFloat};
        int[] integerRange = {integers.length, 0, firstInteger};
        TaskGraph graph = new TaskGraph(arrays.owner()).transferToDevice(DataTransferMode.EVERY_EXECUTION, floats, integers)
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, floatRange, integerRange)
                .task("floats", Transfers::putFloats, arrays.memory(), floats, floatRange)
                .task("integers", Transfers::putIntegers, arrays.integers(), integers, integerRange);
        grids(arrays.owner(), arrays);
        return arrays.leave(graph);
    }

    /** The task graph that brings it back. */
    TaskGraph read(String name, DeviceArrays arrays) {
        int[] floatRange = {floats.length, firstFloat, 0};
        int[] integerRange = {integers.length, firstInteger, 0};
        TaskGraph graph = arrays.graph(name).transferToDevice(DataTransferMode.FIRST_EXECUTION, floatRange, integerRange)
                .task("floats", Transfers::getFloats, arrays.memory(), floats, floatRange)
                .task("integers", Transfers::getIntegers, arrays.integers(), integers, integerRange)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, floats, integers);
        grids(name, arrays);
        return arrays.leave(graph);
    }

    private void grids(String name, DeviceArrays arrays) {
        arrays.grid(name, "floats", floats.length);
        arrays.grid(name, "integers", integers.length);
    }

    private MemorySegment of(Region region) {
        boolean whole = region.type().dataType() == DataType.INT32;
        MemorySegment range = whole ? MemorySegment.ofArray(integers) : MemorySegment.ofArray(floats);
        long first = (long) region.offset() - (whole ? firstInteger : firstFloat);
        return range.asSlice(first * Float.BYTES, region.type().bytes());
    }

    void put(Region region, Tensor value) {
        of(region).copyFrom(value.segment());
        changed = true;
    }

    Tensor get(Region region) {
        Tensor copy = region.type().dataType() == DataType.INT32
                ? Tensor.of(region.type().shape(), new int[region.elements()])
                : Tensor.of(region.type().shape(), new float[region.elements()]);
        copy.segment().copyFrom(of(region));
        return copy;
    }

    /** Whether the host changed something that the device hasn't seen. */
    boolean changed() {
        return changed;
    }

    /** The device must get it, whether or not there is content. */
    void all() {
        changed = true;
    }

    void written() {
        changed = false;
    }

    /** Whether the device may have changed something that the host hasn't seen. */
    boolean stale() {
        return stale;
    }

    void outdated() {
        stale = true;
    }

    void fresh() {
        stale = false;
    }
}
