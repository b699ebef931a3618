package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.Span;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The memory a program states: before it runs, afterwards, and as a limit. */
final class MemoryChecks {
    private final Backend backend;

    MemoryChecks(Backend backend) {
        this.backend = backend;
    }

    /** A value's place and life, in steps of the program. */
    private record Place(Value value, Span span, int from, int to) { }

    /** The plan holds all values, none over another that is still needed, and running does not change it. */
    void plan(OperationCase operationCase, long seed, int variant) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        try (Executable executable = backend.prepare(program.graph(), CompileOptions.DEFAULT)) {
            MemoryPlan before = executable.memory();
            checkPlaces(executable.graph(), before);
            program.run(executable);
            assertEquals(before, executable.memory(), "the plan after a run");
        }
    }

    private static void checkPlaces(Graph graph, MemoryPlan plan) {
        long kept = 0;
        Map<Value, Integer> lastUse = new HashMap<>();
        List<Node> nodes = graph.nodes();
        for (int step = 0; step < nodes.size(); step++) {
            for (Value input : nodes.get(step).inputs()) {
                lastUse.put(input, step);
            }
        }
        graph.outputs().values().forEach(value -> lastUse.put(value, nodes.size()));
        graph.updates().values().forEach(value -> lastUse.put(value, nodes.size()));
        List<Place> places = new ArrayList<>();
        for (int step = 0; step < nodes.size(); step++) {
            Node node = nodes.get(step);
            boolean input = node.operation() instanceof Placeholder placeholder
                    && placeholder.role() == Placeholder.Role.INPUT;
            if (node.operation() instanceof Constant || node.operation() instanceof Placeholder && !input) {
                kept += node.types().stream().mapToLong(type -> type.bytes()).sum();
                continue;
            }
            for (Value result : node.results()) {
                Optional<Span> span = plan.span(result);
                assertTrue(span.isPresent() || node.operation() instanceof Reshape, () -> node + " has no place in the plan");
                span.ifPresent(place -> assertTrue(place.offset() >= 0 && place.bytes() >= result.type().bytes()
                        && place.offset() + place.bytes() <= plan.arenaBytes(), () -> node + " lies outside the memory"));
                int from = input ? 0 : step;
                int to = lastUse.getOrDefault(result, step);
                span.ifPresent(place -> places.add(new Place(result, place, from, to)));
            }
        }
        assertTrue(plan.keptBytes() >= kept, "kept memory is " + plan.keptBytes() + " bytes, expected at least " + kept);
        checkLives(places);
    }

    private static void checkLives(List<Place> places) {
        for (Place a : places) {
            for (Place b : places) {
                boolean together = a.from < b.to && b.from < a.to && a != b;
                assertTrue(!together || Extent.agree(Extent.of(a.value, a.span), Extent.of(b.value, b.span)),
                        () -> a.value.node() + " and " + b.value.node() + " are needed together but share memory");
            }
        }
    }

    /** Exactly what a program needs is enough; a byte less is refused with both numbers, before it is taken. */
    void limit(OperationCase operationCase, long seed, int variant) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        long need;
        try (Executable executable = backend.prepare(program.graph(), CompileOptions.DEFAULT)) {
            need = executable.memory().totalBytes();
        }
        try (Executable executable = backend.prepare(program.graph(), new CompileOptions(false, need))) {
            assertEquals(need, executable.memory().totalBytes(), "memory of the same program");
            program.run(executable);
        }
        CompileOptions less = new CompileOptions(false, need - 1);
        ErrorChecks.fails(BackendException.class, () -> backend.prepare(program.graph(), less).close(),
                Long.toString(need), Long.toString(need - 1));
    }
}
