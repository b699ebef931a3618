package dev.factorizer.api.memory;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.Map;
import java.util.Optional;

/**
 * Where each value of a lowered graph lives, and how many bytes that takes: known before anything runs.
 *
 * @param keptBytes placeholders that are kept between runs (parameters, buffers, state) and literals
 * @param arenaBytes inputs, intermediate values, results and working memory, which share one arena
 * @param spans the place of each value in the arena; kept placeholders and literals have none
 * @param workspaces the place of each node's working memory
 */
public record MemoryPlan(long keptBytes, long arenaBytes, Map<Value, Span> spans, Map<Node, Span> workspaces) {
    /** Copies the maps. */
    public MemoryPlan {
        spans = Map.copyOf(spans);
        workspaces = Map.copyOf(workspaces);
    }

    /**
     * All memory the program holds while it runs.
     *
     * @return bytes
     */
    public long totalBytes() {
        return keptBytes + arenaBytes;
    }

    /**
     * The place of a value in the arena.
     *
     * @param value the value
     * @return its span; empty for a value that is kept between runs
     */
    public Optional<Span> span(Value value) {
        return Optional.ofNullable(spans.get(value));
    }
}
