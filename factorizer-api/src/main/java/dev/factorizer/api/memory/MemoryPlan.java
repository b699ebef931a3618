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
 * @param hostBytes inputs as they are given to a run and results as it gives them, which lie beside the arena
 * @param runtimeBytes what the process takes besides, as the backend states it; 0 where that is unknown
 * @param spans the place of each value in the arena; kept placeholders and literals have none
 * @param workspaces the place of each node's working memory
 */
public record MemoryPlan(long keptBytes, long arenaBytes, long hostBytes, long runtimeBytes, Map<Value, Span> spans,
        Map<Node, Span> workspaces) {
    /** Copies the maps. */
    public MemoryPlan {
        spans = Map.copyOf(spans);
        workspaces = Map.copyOf(workspaces);
    }

    /** {@return all memory the program holds while it runs, in bytes: what a limit is compared with} */
    public long totalBytes() {
        return keptBytes + arenaBytes;
    }

    /**
     * {@return the bytes of memory that a process running only this program is expected to occupy at its peak: the
     * program, its inputs and results, and the runtime}
     */
    public long residentBytes() {
        return totalBytes() + hostBytes + runtimeBytes;
    }

    /**
     * The same with more memory of the process, for a backend that knows it only from what it made of the plan.
     *
     * @param bytes what the process takes besides all that is planned here
     * @return the plan
     */
    public MemoryPlan withMoreRuntime(long bytes) {
        return new MemoryPlan(keptBytes, arenaBytes, hostBytes, runtimeBytes + bytes, spans, workspaces);
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
