package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.taskgraphs.Passage;
import dev.factorizer.backend.tornado.taskgraphs.Region;
import dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host's copy of everything that is kept between runs, which is one range in each of the device's arrays. It is copied as a
 * whole, and only when the host or the device has changed something since: loading or reading hundreds of parameters is one
 * copy.
 */
final class KeptRange {
    private final Region floats;
    private final Region integers;
    private Channel channel;
    private boolean changed;
    private boolean stale;

    private KeptRange(Region floats, Region integers) {
        this.floats = floats;
        this.integers = integers;
    }

    static KeptRange of(TaskGraphPlan plan) {
        List<Region> regions = Stream.concat(plan.contents().keySet().stream(), plan.kept().values().stream()).toList();
        return new KeptRange(range(regions, DataType.FLOAT32), range(regions, DataType.INT32));
    }

    private static Region range(List<Region> regions, DataType type) {
        List<Region> own = regions.stream().filter(region -> region.type().dataType() == type).toList();
        int first = own.stream().mapToInt(Region::offset).min().orElse(0);
        int last = own.stream().mapToInt(region -> region.offset() + region.elements()).max().orElse(0);
        return new Region(new Type(type, Shape.of(last - first)), first);
    }

    /** How it is copied. */
    Passage passage() {
        return Passage.of(List.of(floats, integers));
    }

    /** What copies it from now on. All is zero, and the device must get it. */
    void open(Channel copying) {
        channel = copying;
        channel.segment(floats.type(), 0).fill((byte) 0);
        channel.segment(integers.type(), 0).fill((byte) 0);
        changed = true;
    }

    private MemorySegment of(Region region) {
        Region range = region.type().dataType() == DataType.INT32 ? integers : floats;
        return channel.segment(region.type(), (long) region.offset() - range.offset());
    }

    void put(Region region, Tensor value) {
        of(region).copyFrom(value.segment());
        changed = true;
    }

    Tensor get(Region region) {
        return Channel.tensor(region.type(), of(region));
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
