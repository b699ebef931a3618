package dev.factorizer.backend.jvm.execution;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.Span;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The memory of an executable as planned: one arena for what comes and goes, and a place for each value that is kept. */
final class Memory implements AutoCloseable {
    private final Arena owner = Arena.ofShared();
    private final Map<Value, MemorySegment> places = new HashMap<>();
    private final Map<Node, MemorySegment> workspaces = new HashMap<>();
    private final Map<String, MemorySegment> kept = new LinkedHashMap<>();
    private boolean closed;

    Memory(Graph graph, MemoryPlan plan) {
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
            throw e;
        }
    }

    /** Places that somebody else owns; closing frees nothing. */
    Memory(Map<Value, MemorySegment> places, Map<Node, MemorySegment> workspaces) {
        this.places.putAll(places);
        this.workspaces.putAll(workspaces);
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

    /** The place of a value; its size is the value's. */
    MemorySegment of(Value value) {
        return places.get(value);
    }

    /** The working memory planned for a node; null if none was. */
    MemorySegment workspace(Node node) {
        return workspaces.get(node);
    }

    /** The place of a kept placeholder; null if the graph has none of that name. */
    MemorySegment kept(String name) {
        return kept.get(name);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            owner.close();
        }
    }
}
