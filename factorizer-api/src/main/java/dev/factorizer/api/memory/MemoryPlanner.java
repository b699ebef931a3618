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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Places the values of a lowered graph in one arena, so that values which are never needed at the same time share memory.
 * A value's memory is free again after its last use; results are kept to the end. What is joined later is computed in its
 * place within the joined value, and a slice is a view unless that would overlap a live value. Bigger values are placed
 * first, each at the lowest offset that is free during its whole life.
 */
public final class MemoryPlanner {
    /** No order is best for all graphs: a large workspace of one step may stand in the way of what lives long. */
    private static final List<Comparator<Block.Group>> ORDERS = List.of(
            Comparator.comparingLong((Block.Group group) -> -group.bytes()),
            Comparator.comparingLong((Block.Group group) -> -group.life()),
            Comparator.comparingDouble((Block.Group group) -> -(double) group.bytes() * group.life()));

    private final Graph graph;
    private final MemoryRules rules;
    private final Map<Value, Integer> lastUse = new HashMap<>();
    private final Map<Value, Block> blocks = new HashMap<>();
    private final Map<Node, Block> workspaces = new HashMap<>();
    private final List<Block> all = new ArrayList<>();
    private long keptBytes;

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
        return new MemoryPlan(planner.keptBytes, arena, planner.hostBytes(), rules.runtimeBytes(), spans, workspaces);
    }

    private long hostBytes() {
        long inputs = graph.placeholders(Placeholder.Role.INPUT).stream().mapToLong(input -> input.type().bytes()).sum();
        return inputs + graph.outputs().values().stream().mapToLong(value -> value.type().bytes()).sum();
    }

    private void findLives() {
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
                keptBytes += node.types().stream().mapToLong(type -> Block.align(type.bytes())).sum();
                continue;
            }
            if (node.operation() instanceof Reshape && !blocks.containsKey(node.input(0))) {
                continue; // another view of kept memory
            }
            for (Value result : node.results()) {
                blocks.put(result, block(node, result, step));
            }
            long workspace = rules.workspaceBytes(node);
            if (workspace > 0) {
                workspaces.put(node, create(workspace, step, step));
            }
        }
    }

    private static boolean isKept(Node node) {
        return node.operation() instanceof Constant
                || node.operation() instanceof Placeholder placeholder && placeholder.role() != Placeholder.Role.INPUT;
    }

    private Block block(Node node, Value result, int step) {
        int to = lastUse.getOrDefault(result, step);
        if (node.operation() instanceof Reshape) {
            return prolonged(Objects.requireNonNull(blocks.get(node.input(0))), to);
        }
        if (node.operation() instanceof Placeholder) {
            return create(result.type().bytes(), 0, to); // inputs are all written before the first step
        }
        if (node.results().size() == 1) {
            for (int i = 0; i < node.inputs().size(); i++) {
                if (overwrites(node, i, step)) {
                    return over(Objects.requireNonNull(blocks.get(node.input(i))), result.type().bytes(), step, to);
                }
            }
        }
        Block block = create(result.type().bytes(), step, to);
        for (Part part : Part.of(node)) {
            Block whole = blocks.getOrDefault(part.whole(), block);
            Block within = blocks.getOrDefault(part.part(), block);
            // A part that is kept between runs has no block and stays outside.
            if (whole != within && (whole == block) != (within == block)) {
                within.join(whole, part.offset());
            }
        }
        return block;
    }

    private boolean overwrites(Node node, int index, int step) {
        Value input = node.input(index);
        Block block = blocks.get(input);
        long bytes = node.result().type().bytes();
        return block != null && block.to <= step && Integer.valueOf(step).equals(lastUse.get(input)) && bytes <= input.type().bytes()
                && node.inputs().stream().filter(other -> blocks.get(other) == block).count() == 1
                && block.free(bytes, step) && rules.overwrites(node, index);
    }

    /** The memory of a result that is written over the beginning of a block. */
    private Block over(Block block, long bytes, int step, int to) {
        if (block.bytes == Block.align(bytes)) {
            return prolonged(block, to);
        }
        // What lies behind it becomes free.
        Block smaller = create(bytes, step, to);
        smaller.offset = block.offset;
        smaller.group = block.group;
        block.group.blocks.add(smaller);
        return smaller;
    }

    private static Block prolonged(Block block, int to) {
        block.to = Math.max(block.to, to);
        return block;
    }

    private Block create(long bytes, int from, int to) {
        Block block = new Block(bytes, from, to);
        all.add(block);
        return block;
    }

    /** Places all groups, in the order of several that needs the least; gives the size of the arena. */
    private long place() {
        Set<Block.Group> groups = new LinkedHashSet<>();
        all.forEach(block -> groups.add(block.group));
        Layout best = null;
        for (Comparator<Block.Group> order : ORDERS) {
            List<Block.Group> ordered = new ArrayList<>(groups);
            ordered.sort(order.thenComparingInt(Block.Group::from));
            Layout layout = Layout.of(ordered);
            if (best == null || layout.bytes() < best.bytes()) {
                best = layout;
            }
        }
        Objects.requireNonNull(best);
        best.places().forEach((group, place) -> group.blocks.forEach(block -> block.offset += place));
        return best.bytes();
    }
}
