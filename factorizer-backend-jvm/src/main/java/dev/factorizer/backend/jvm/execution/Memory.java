package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.Span;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The memory of an executable as planned: one arena for what comes and goes, and a place for each value that is kept. */
public final class Memory implements AutoCloseable {
    private final Arena owner = Arena.ofShared();
    private final MemoryPlan plan;
    private final Map<Value, MemorySegment> places = new HashMap<>();
    private final Map<Node, MemorySegment> workspaces = new HashMap<>();
    private final Map<String, MemorySegment> kept = new LinkedHashMap<>();
    private boolean closed;

    /**
     * Takes the memory of a plan.
     *
     * @param graph the graph that was planned
     * @param plan its plan
     * @throws BackendException if the system has not so much
     */
    Memory(Graph graph, MemoryPlan plan) {
        this.plan = plan;
        try {
            MemorySegment arena = owner.allocate(Math.max(64, plan.arenaBytes()), 64);
            for (Node node : graph.nodes()) {
                for (Value value : node.results()) {
                    places.put(value, plan.span(value).map(span -> slice(arena, span)).orElseGet(() -> keep(value)));
                }
                Span workspace = plan.workspaces().get(node);
                if (workspace != null) {
                    workspaces.put(node, slice(arena, workspace));
                }
            }
        } catch (OutOfMemoryError e) {
            owner.close();
            throw new BackendException(String.format(Locale.ROOT, "memory: the system refused %,d bytes; use a smaller"
                    + " batch or input, or free memory", plan.totalBytes()), e);
        }
    }

    private static MemorySegment slice(MemorySegment arena, Span span) {
        return arena.asSlice(span.offset(), span.bytes());
    }

    private MemorySegment keep(Value value) {
        return switch (value.node().operation()) {
            case Reshape reshape -> places.get(value.node().input(0));
            case Placeholder placeholder -> {
                MemorySegment place = allocate(value);
                kept.put(placeholder.name(), place);
                yield place;
            }
            case Constant constant -> allocate(value).copyFrom(constant.literal().tensor().segment());
            default -> throw new IllegalStateException("no memory was planned for " + value.node());
        };
    }

    private MemorySegment allocate(Value value) {
        long bytes = value.type().bytes();
        return owner.allocate(Math.max(64, bytes), 64).asSlice(0, bytes);
    }

    /**
     * The place of a value, row-major and aligned to 64 bytes, valid until this is closed.
     *
     * @param value a value of the graph
     * @return its place; its size is the value's
     */
    public MemorySegment of(Value value) {
        return places.get(value);
    }

    /**
     * The working memory planned for a node.
     *
     * @param node a node of the graph
     * @return its place; null if none was planned
     */
    public MemorySegment workspace(Node node) {
        return workspaces.get(node);
    }

    /** A copy of a value. */
    Tensor read(Value value) {
        Type type = value.type();
        Tensor tensor = type.shape().elements() > Integer.MAX_VALUE - 8 ? Tensor.allocate(type) // longer than any Java array
                : onHeap(type);
        tensor.segment().copyFrom(places.get(value));
        return tensor;
    }

    private static Tensor onHeap(Type type) {
        int length = (int) type.shape().elements();
        return switch (type.dataType()) {
            case FLOAT32 -> Tensor.of(type.shape(), new float[length]);
            case FLOAT64 -> Tensor.of(type.shape(), new double[length]);
            case INT32 -> Tensor.of(type.shape(), new int[length]);
        };
    }

    /** Gives kept values their next ones, all at once. */
    void update(Map<String, Value> updates) {
        Map<String, Tensor> fromKept = new LinkedHashMap<>();
        updates.forEach((name, value) -> {
            if (plan.span(value).isEmpty()) {
                fromKept.put(name, read(value)); // may itself be updated first: two states that swap
            }
        });
        updates.forEach((name, value) -> kept.get(name).copyFrom(
                fromKept.containsKey(name) ? fromKept.get(name).segment() : places.get(value)));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owner.close();
        }
    }
}
