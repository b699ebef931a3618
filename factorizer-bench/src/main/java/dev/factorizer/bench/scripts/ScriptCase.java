package dev.factorizer.bench.scripts;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.djl.script.TorchScript;
import dev.factorizer.golden.GoldenProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A program to be run as a script, and how to tell whether it ran right.
 *
 * @param set what it belongs to: an area of golden values, or {@link #WORKS}
 * @param name its name within the set
 * @param graph primitives only
 * @param products what its products are stored in
 * @param given the tensor of each placeholder, by its name
 * @param expected what must come out, by the name of an output or of what is updated
 */
record ScriptCase(String set, String name, Graph graph, MatmulPrecision products, Map<String, Tensor> given,
        Map<String, Expected> expected) {
    /** The set of what is timed. */
    static final String WORKS = "works";

    /**
     * A result.
     *
     * @param value what it must be
     * @param allowed the greatest difference relative to the greatest value of it; empty where nothing is compared
     */
    record Expected(Tensor value, OptionalDouble allowed) { }

    /** A golden case, held against its golden values. */
    static ScriptCase of(String area, GoldenProgram golden) {
        Map<String, Expected> expected = new LinkedHashMap<>();
        golden.expected().forEach((role, one) -> expected.put(role, new Expected(one.value(), one.allowed())));
        return new ScriptCase(area, golden.name(), Lowering.lower(golden.graph(), NativeOperations.NONE), MatmulPrecision.FLOAT32,
                golden.given(), expected);
    }

    /** A recorded run, held against what the recording backend computed. */
    static ScriptCase of(String work, RecordedRun run) {
        Map<String, Expected> expected = new LinkedHashMap<>();
        run.results().forEach((name, tensor) -> expected.put(name,
                new Expected(tensor, Agreement.of(run, name).allowed(run.options().matmulPrecision()))));
        return new ScriptCase(WORKS, work, Lowering.lower(run.graph(), NativeOperations.NONE, run.options().recompute()),
                run.options().matmulPrecision(), run.given(), expected);
    }

    /** What an output of the graph, or what it updates, is expected as. */
    String nameOf(Value value) {
        return Stream.of(graph.outputs(), graph.updates()).flatMap(named -> named.entrySet().stream())
                .filter(one -> one.getValue().equals(value)).map(Map.Entry::getKey).findFirst().orElseThrow();
    }

    /** The script for a device. */
    TorchScript script(String device) {
        return TorchScript.of(graph, products, device);
    }
}
