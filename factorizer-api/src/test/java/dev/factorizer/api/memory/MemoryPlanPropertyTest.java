package dev.factorizer.api.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Runs planned random graphs on an arena of marks: every value must still be there whenever it is read. */
class MemoryPlanPropertyTest {
    @Test
    void noValueIsOverwrittenBeforeItsLastUse() {
        long planned = 0;
        long separate = 0;
        int partsInPlace = 0;
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = randomGraph(random);
            MemoryRules rules = randomRules(random.nextLong());
            MemoryPlan plan = MemoryPlanner.plan(graph, rules);
            partsInPlace += new Arena(graph, plan, rules, "seed " + seed + ", graph\n" + graph).run();
            planned += plan.arenaBytes();
            separate += graph.nodes().stream().flatMap(node -> node.types().stream()).mapToLong(Type::bytes).sum();
        }
        assertTrue(planned < separate / 2, "arenas of " + planned + " bytes for values of " + separate
                + " bytes: memory is hardly reused");
        assertTrue(partsInPlace > 500, partsInPlace + " parts lie in place, expected more than 500");
    }

    @Test
    void thePlanIsTheSameEveryTime() {
        for (long seed = 0; seed < 20; seed++) {
            Graph graph = randomGraph(new SplittableRandom(seed));
            MemoryRules rules = randomRules(seed);
            assertEquals(MemoryPlanner.plan(graph, rules), MemoryPlanner.plan(graph, rules), "seed " + seed);
        }
    }

    private static Graph randomGraph(SplittableRandom random) {
        Trace trace = new Trace();
        List<Value> values = new ArrayList<>();
        int[] sizes = {1, 5, 16, 40, 64};
        for (int i = 0; i < 3; i++) {
            int size = sizes[random.nextInt(sizes.length)];
            values.add(trace.input("input" + i, Type.float32(size, 4)));
            values.add(trace.append(new Placeholder("kept" + i, Placeholder.Role.STATE, Type.float32(size, 4)), List.of())
                    .result());
        }
        int steps = 5 + random.nextInt(60);
        for (int i = 0; i < steps; i++) {
            if (i == 4) {
                values.add(trace.input("late", Type.float32(16, 4))); // traced late, but given before the first step
            }
            // Recent values are taken more often, so that long lives and short ones both occur.
            Value x = values.get(values.size() - 1 - (int) (values.size() * Math.pow(random.nextDouble(), 2)));
            int rows = x.shape().size(0);
            switch (random.nextInt(7)) {
                case 0, 1 -> values.add(x.exp());
                case 2 -> values.add(x.multiply(x.sin()));
                case 3 -> values.add(x.reshape(rows * 2, x.shape().size(1) / 2).reshape(x.shape()));
                case 4 -> values.add(x.slice(0, 0, (rows + 1) / 2));
                case 5 -> values.add(rows < 200 ? x.concatenate(0, values.get(random.nextInt(values.size()))) : x.cos());
                default -> values.addAll(x.applyAll(new SingularVectors(Math.min(rows, 4))).stream()
                        .filter(part -> part.shape().rank() == 2 && part.shape().size(1) == 4).toList());
            }
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            outputs.put("output" + i, values.get(values.size() - 1 - random.nextInt(Math.min(values.size(), 8))));
        }
        return Graph.of(outputs);
    }

    private static MemoryRules randomRules(long seed) {
        return new MemoryRules() {
            private int draw(Node node, int input) {
                return new SplittableRandom(seed + 31L * node.id() + input).nextInt(3);
            }

            @Override
            public long workspaceBytes(Node node) {
                return draw(node, -1) == 0 ? 100L * (1 + node.id() % 7) : 0;
            }

            @Override
            public boolean overwrites(Node node, int input) {
                return draw(node, input) > 0;
            }
        };
    }

    /** The arena during a run: each element holds the mark of what was written there last. */
    private static final class Arena {
        private static final int ALIGNMENT = 64;
        private final Graph graph;
        private final MemoryPlan plan;
        private final MemoryRules rules;
        private final String where;
        private final int[] elements;
        private final Map<Value, int[]> contents = new HashMap<>();
        private int nextMark = 1;
        private int partsInPlace;

        Arena(Graph graph, MemoryPlan plan, MemoryRules rules, String where) {
            this.graph = graph;
            this.plan = plan;
            this.rules = rules;
            this.where = where;
            this.elements = new int[Math.toIntExact(plan.arenaBytes() / Float.BYTES)];
        }

        /** Runs the graph; answers how many parts lay where their whole wants them. */
        int run() {
            for (Node node : graph.nodes()) {
                if (node.operation() instanceof Placeholder) {
                    contents.put(node.result(), marks(node.result().type().bytes()));
                    plan.span(node.result()).ifPresent(span -> write(span, contents.get(node.result())));
                }
            }
            for (Node node : graph.nodes()) {
                if (!(node.operation() instanceof Placeholder)) {
                    step(node);
                }
            }
            graph.outputs().values().forEach(value -> check(value, "at the end"));
            return partsInPlace;
        }

        private void step(Node node) {
            node.inputs().forEach(input -> check(input, "before " + node));
            Span workspace = plan.workspaces().get(node);
            int[] work = workspace == null ? null : marks(workspace.bytes());
            if (workspace != null) {
                write(workspace, work);
            }
            for (Value result : node.results()) {
                contents.put(result, content(node, result));
                plan.span(result).ifPresent(span -> write(span, contents.get(result)));
            }
            node.results().forEach(result -> check(result, "after " + node));
            if (workspace != null) {
                assertTrue(holds(workspace, work), () -> "working memory of " + node + " is shared; " + where);
            }
            for (int i = 0; i < node.inputs().size(); i++) {
                if (!rules.overwrites(node, i) || node.results().size() > 1) {
                    check(node.input(i), "kept by " + node);
                }
            }
            for (Part part : Part.of(node)) {
                if (plan.span(part.whole()).isPresent() && plan.span(part.part()).isPresent()
                        && plan.span(part.part()).orElseThrow().offset()
                        == plan.span(part.whole()).orElseThrow().offset() + part.offset()) {
                    partsInPlace++;
                }
            }
        }

        /** What moves elements takes their marks along; anything else makes new ones. */
        private int[] content(Node node, Value result) {
            return switch (node.operation()) {
                case Reshape reshape -> contents.get(node.input(0));
                case Slice slice -> Arrays.copyOf(contents.get(node.input(0)), (int) result.shape().elements());
                case Concatenate concatenate -> node.inputs().stream()
                        .flatMapToInt(input -> Arrays.stream(contents.get(input))).toArray();
                default -> marks(result.type().bytes());
            };
        }

        private int[] marks(long bytes) {
            int[] marks = new int[Math.toIntExact(bytes / Float.BYTES)];
            Arrays.setAll(marks, i -> nextMark++);
            return marks;
        }

        private void write(Span span, int[] content) {
            System.arraycopy(content, 0, elements, first(span), content.length);
        }

        private void check(Value value, String when) {
            plan.span(value).ifPresent(span -> {
                assertEquals(value.type().bytes(), span.bytes(), () -> "span of " + value + "; " + where);
                assertTrue(holds(span, contents.get(value)), () -> value + " is overwritten " + when + "; " + where);
            });
        }

        private boolean holds(Span span, int[] content) {
            int first = first(span);
            return Arrays.equals(elements, first, first + content.length, content, 0, content.length);
        }

        private int first(Span span) {
            assertEquals(0, span.offset() % ALIGNMENT, () -> "offset " + span.offset() + " is not aligned; " + where);
            return Math.toIntExact(span.offset() / Float.BYTES);
        }
    }
}
