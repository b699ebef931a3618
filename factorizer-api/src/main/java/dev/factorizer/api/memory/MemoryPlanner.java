package dev.factorizer.api.memory;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the values of a lowered graph in one arena, so that values which are never needed at the same time share memory.
 * A value's memory is free again after its last use; results are kept to the end. Bigger values are placed first, each at
 * the lowest offset that is free during its whole life.
 */
public final class MemoryPlanner {
    private static final long ALIGNMENT = 64;

    private final Graph graph;
    private final MemoryRules rules;
    private final Map<Value, Block> blocks = new HashMap<>();
    private final Map<Node, Block> workspaces = new HashMap<>();
    private final List<Block> all = new ArrayList<>();
    private long keptBytes;

    /** Memory with one life: values that alias each other, or a workspace. */
    private static final class Block {
        final long bytes;
        final int from;
        int to;
        long offset = -1;

        Block(long bytes, int from) {
            this.bytes = bytes;
            this.from = from;
            this.to = from;
        }
    }

    private MemoryPlanner(Graph graph, MemoryRules rules) {
        this.graph = graph;
        this.rules = rules;
    }

    /**
     * Plans the memory of a lowered graph.
     *
     * @param graph the graph, run in the order of its nodes
     * @param rules what the backend's kernels need
     * @return the plan
     */
    public static MemoryPlan plan(Graph graph, MemoryRules rules) {
        MemoryPlanner planner = new MemoryPlanner(graph, rules);
        planner.findLives();
        long arena = planner.place();
        Map<Value, Span> spans = new HashMap<>();
        planner.blocks.forEach((value, block) -> spans.put(value, new Span(block.offset, value.type().bytes())));
        Map<Node, Span> workspaces = new HashMap<>();
        planner.workspaces.forEach((node, block) -> workspaces.put(node, new Span(block.offset, block.bytes)));
        return new MemoryPlan(planner.keptBytes, arena, spans, workspaces);
    }

    private void findLives() {
        Map<Value, Integer> lastUse = new HashMap<>();
        List<Node> nodes = graph.nodes();
        for (int step = 0; step < nodes.size(); step++) {
            for (Value input : nodes.get(step).inputs()) {
                lastUse.put(input, step);
            }
        }
        graph.outputs().values().forEach(value -> lastUse.put(value, nodes.size()));
        graph.updates().values().forEach(value -> lastUse.put(value, nodes.size()));
        for (int step = 0; step < nodes.size(); step++) {
            Node node = nodes.get(step);
            if (isKept(node)) {
                keptBytes += node.types().stream().mapToLong(type -> align(type.bytes())).sum();
                continue;
            }
            if (node.operation() instanceof Reshape && !blocks.containsKey(node.input(0))) {
                continue; // another view of kept memory
            }
            for (Value result : node.results()) {
                Block block = aliased(node, result, step, lastUse);
                blocks.put(result, block);
                // Inputs are all written before the first step, whenever they are used.
                block.to = Math.max(block.to, lastUse.getOrDefault(result, step));
            }
            long workspace = rules.workspaceBytes(node);
            if (workspace > 0) {
                workspaces.put(node, create(workspace, step));
            }
        }
    }

    private static boolean isKept(Node node) {
        return node.operation() instanceof Constant
                || node.operation() instanceof Placeholder placeholder && placeholder.role() != Placeholder.Role.INPUT;
    }

    private Block aliased(Node node, Value result, int step, Map<Value, Integer> lastUse) {
        if (node.operation() instanceof Reshape) {
            return blocks.get(node.input(0));
        }
        if (node.operation() instanceof Placeholder) {
            return create(result.type().bytes(), 0);
        }
        if (node.results().size() == 1) {
            for (int i = 0; i < node.inputs().size(); i++) {
                Value input = node.input(i);
                Block block = blocks.get(input);
                boolean sameSize = input.type().bytes() == result.type().bytes();
                boolean lastRead = block != null && block.to <= step && lastUse.get(input) == step;
                boolean once = node.inputs().stream().filter(other -> blocks.get(other) == block).count() == 1;
                if (lastRead && sameSize && once && block.bytes == align(result.type().bytes())
                        && rules.overwrites(node, i)) {
                    return block;
                }
            }
        }
        return create(result.type().bytes(), step);
    }

    private Block create(long bytes, int step) {
        Block block = new Block(align(bytes), step);
        all.add(block);
        return block;
    }

    private long place() {
        List<Block> order = new ArrayList<>(all);
        order.sort(Comparator.comparingLong((Block block) -> -block.bytes).thenComparingInt(block -> block.from));
        List<Block> placed = new ArrayList<>();
        long arena = 0;
        for (Block block : order) {
            long offset = 0;
            // "placed" is sorted by offset: walk up until the gap below the next overlapping block is wide enough.
            for (Block other : placed) {
                boolean together = other.from <= block.to && block.from <= other.to;
                if (together && other.offset < offset + block.bytes && offset < other.offset + other.bytes) {
                    offset = other.offset + other.bytes;
                }
            }
            block.offset = offset;
            int at = 0;
            while (at < placed.size() && placed.get(at).offset <= offset) {
                at++;
            }
            placed.add(at, block);
            arena = Math.max(arena, offset + block.bytes);
        }
        return arena;
    }

    private static long align(long bytes) {
        return (Math.max(bytes, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
