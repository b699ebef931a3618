package dev.factorizer.bench.scripts;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a program.
 *
 * @param graph the program before it was lowered
 * @param options what it was to be compiled with
 * @param given what it read: inputs, and what was kept before the run, by placeholder
 * @param results its outputs by name, and what was kept after the run, by placeholder
 */
record RecordedRun(Graph graph, CompileOptions options, Map<String, Tensor> given, Map<String, Tensor> results) {
    RecordedRun {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }
}
