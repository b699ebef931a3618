package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import dev.factorizer.backend.tornado.taskgraphs.TransferBatch;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host's copy of everything that is kept between runs, which is one range in each of the device's arrays. It is copied as a
 * whole, and only when the host or the device has changed something since: loading or reading hundreds of parameters is one
 * copy.
 */
final class PersistentRegion {
    private final DeviceRegion floats;
    private final DeviceRegion integers;
    private StagingBuffer buffer;
    private boolean changed;
    private boolean stale;

    private PersistentRegion(DeviceRegion floats, DeviceRegion integers) {
        this.floats = floats;
        this.integers = integers;
    }

    static PersistentRegion of(TaskGraphPlan plan) {
        List<DeviceRegion> regions = Stream.concat(plan.contents().keySet().stream(), plan.kept().values().stream()).toList();
        return new PersistentRegion(range(regions, DataType.FLOAT32), range(regions, DataType.INT32));
    }

    private static DeviceRegion range(List<DeviceRegion> regions, DataType type) {
        List<DeviceRegion> own = regions.stream().filter(region -> region.type().dataType() == type).toList();
        int first = own.stream().mapToInt(DeviceRegion::offset).min().orElse(0);
        int last = own.stream().mapToInt(region -> region.offset() + region.elements()).max().orElse(0);
        return new DeviceRegion(new Type(type, Shape.of(last - first)), first);
    }

    /** How it is copied. */
    TransferBatch batch() {
        return TransferBatch.of(List.of(floats, integers));
    }

    /** What copies it from now on. All is zero, and the device must get it. */
    void open(StagingBuffer copying) {
        buffer = copying;
        buffer.segment(floats.type(), 0).fill((byte) 0);
        buffer.segment(integers.type(), 0).fill((byte) 0);
        changed = true;
    }

    private MemorySegment of(DeviceRegion region) {
        DeviceRegion range = region.type().dataType() == DataType.INT32 ? integers : floats;
        return buffer.segment(region.type(), (long) region.offset() - range.offset());
    }

    void put(DeviceRegion region, Tensor value) {
        of(region).copyFrom(value.segment());
        changed = true;
    }

    Tensor get(DeviceRegion region) {
        return StagingBuffer.tensor(region.type(), of(region));
    }

    /** Whether the host changed something that the device hasn't seen. */
    boolean changed() {
        return changed;
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
