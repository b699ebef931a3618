package dev.factorizer.backend.tornado.taskgraphs.writing;

import dev.factorizer.api.backend.MemoryException;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.Span;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.taskgraphs.DeviceRegion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where everything lies on the device. Float32: the planned arena, then what is kept, then numbers of tasks. Int32: the failure,
 * then each value by itself, since there are few.
 */
public final class DeviceMemory {
    private static final long ALIGNMENT = 64 / Float.BYTES;

    private final MemoryPlan plan;
    private final Map<Value, DeviceRegion> regions = new HashMap<>();
    private final Map<Float, Integer> numbers = new HashMap<>();
    private final Map<DeviceRegion, Tensor> contents = new LinkedHashMap<>();
    private long floats;
    private long integers = ALIGNMENT;

    public DeviceMemory(Graph graph, MemoryPlan plan) {
        this.plan = plan;
        this.floats = plan.arenaBytes() / Float.BYTES;
        for (Node node : graph.nodes()) {
            for (Value value : node.results()) {
                regions.put(value, region(value));
            }
        }
    }

    private DeviceRegion region(Value value) {
        if (value.node().operation() instanceof Reshape) {
            return new DeviceRegion(value.type(), regions.get(value.node().input(0)).offset());
        }
        Span span = plan.spans().get(value);
        DeviceRegion region = span != null && value.type().dataType() == DataType.FLOAT32
                ? new DeviceRegion(value.type(), index(span.offset() / Float.BYTES)) : create(value.type());
        if (value.node().operation() instanceof Constant constant) {
            contents.put(region, constant.literal().tensor());
        } else if (span == null && !(value.node().operation() instanceof Placeholder)) {
            throw new IllegalStateException("no memory was planned for " + value.node());
        }
        return region;
    }

    /** Memory that nothing else uses. */
    public DeviceRegion create(Type type) {
        long elements = type.shape().elements();
        long aligned = (Math.max(elements, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (type.dataType() == DataType.INT32) {
            integers += aligned;
            return new DeviceRegion(type, index(integers - aligned));
        }
        floats += aligned;
        return new DeviceRegion(type, index(floats - aligned));
    }

    /** Kernels count elements by 32-bit integers. */
    private int index(long element) {
        if (element > Integer.MAX_VALUE - 64) {
            throw new MemoryException(String.format(Locale.ROOT, "backend \"tornado\": the program needs %,d bytes in one piece"
                    + " and can address %,d", element * Float.BYTES, (long) Integer.MAX_VALUE * Float.BYTES),
                    "use a smaller batch or input, or recompute", element * Float.BYTES);
        }
        return (int) element;
    }

    public DeviceRegion of(Value value) {
        return regions.get(value);
    }

    /** The first element of a node's working memory. */
    public int workspace(Node node) {
        Span span = plan.workspaces().get(node);
        if (span == null) {
            throw new IllegalStateException("no working memory was planned for " + node);
        }
        return index(span.offset() / Float.BYTES);
    }

    /** The offset of a number that is there from the start. */
    public int number(float number) {
        return numbers.computeIfAbsent(number, wanted -> {
            DeviceRegion region = create(Type.float32(1));
            contents.put(region, Tensor.of(new float[] {wanted}, 1));
            return region.offset();
        });
    }

    public Map<DeviceRegion, Tensor> contents() {
        return contents;
    }

    public int memoryElements() {
        return index(Math.max(floats, ALIGNMENT));
    }

    public int integerElements() {
        return index(integers);
    }
}
