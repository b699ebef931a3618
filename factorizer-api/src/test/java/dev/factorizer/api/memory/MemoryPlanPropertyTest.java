package dev.factorizer.api.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.SingularVectors;
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
    private static final int UNIT = 64;

    @Test
    void noValueIsOverwrittenBeforeItsLastUse() {
        long planned = 0;
        long separate = 0;
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = randomGraph(random);
            MemoryRules rules = randomRules(random.nextLong());
            MemoryPlan plan = MemoryPlanner.plan(graph, rules);
            new Arena(graph, plan, rules, "seed " + seed + ", graph\n" + graph).run();
            planned += plan.arenaBytes();
            separate += graph.nodes().stream().flatMap(node -> node.types().stream()).mapToLong(Type::bytes).sum();
        }
        assertTrue(planned < separate / 2, "arenas of " + planned + " bytes for values of " + separate
                + " bytes: memory is hardly reused");
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

    /** The arena during a run: each unit holds the mark of what was written there last. */
    private static final class Arena {
        private final Graph graph;
        private final MemoryPlan plan;
        private final MemoryRules rules;
        private final String where;
        private final int[] units;
        private final Map<Value, Integer> marks = new HashMap<>();
        private int nextMark = 1;

        Arena(Graph graph, MemoryPlan plan, MemoryRules rules, String where) {
            this.graph = graph;
            this.plan = plan;
            this.rules = rules;
            this.where = where;
            this.units = new int[Math.toIntExact(plan.arenaBytes() / UNIT)];
        }

        void run() {
            for (Node node : graph.nodes()) {
                if (node.operation() instanceof Placeholder placeholder && placeholder.role() == Placeholder.Role.INPUT) {
                    marks.put(node.result(), write(plan.span(node.result()).orElseThrow()));
                }
            }
            for (Node node : graph.nodes()) {
                if (!(node.operation() instanceof Placeholder)) {
                    step(node);
                }
            }
            graph.outputs().values().forEach(value -> check(value, "at the end"));
        }

        private void step(Node node) {
            node.inputs().forEach(input -> check(input, "before " + node));
            if (node.operation() instanceof Reshape) {
                if (marks.containsKey(node.input(0))) {
                    marks.put(node.result(), marks.get(node.input(0)));
                    check(node.result(), "as a view");
                }
                return;
            }
            Span workspace = plan.workspaces().get(node);
            int workMark = workspace == null ? 0 : write(workspace);
            node.results().forEach(result -> marks.put(result, write(plan.span(result).orElseThrow())));
            node.results().forEach(result -> check(result, "after " + node));
            if (workspace != null) {
                assertTrue(holds(workspace, workMark), () -> "working memory of " + node + " is shared; " + where);
            }
            for (int i = 0; i < node.inputs().size(); i++) {
                if (!rules.overwrites(node, i) || node.results().size() > 1) {
                    check(node.input(i), "kept by " + node);
                }
            }
        }

        private int write(Span span) {
            int mark = nextMark++;
            Arrays.fill(units, first(span), last(span), mark);
            return mark;
        }

        private void check(Value value, String when) {
            plan.span(value).ifPresent(span -> {
                assertEquals(value.type().bytes(), span.bytes(), () -> "span of " + value + "; " + where);
                assertTrue(holds(span, marks.get(value)), () -> value + " is overwritten " + when + "; " + where);
            });
        }

        private boolean holds(Span span, int mark) {
            for (int i = first(span); i < last(span); i++) {
                if (units[i] != mark) {
                    return false;
                }
            }
            return true;
        }

        private int first(Span span) {
            assertEquals(0, span.offset() % UNIT, () -> "offset " + span.offset() + " is not aligned; " + where);
            return Math.toIntExact(span.offset() / UNIT);
        }

        private static int last(Span span) {
            return Math.toIntExact((span.offset() + span.bytes() + UNIT - 1) / UNIT);
        }
    }
}
