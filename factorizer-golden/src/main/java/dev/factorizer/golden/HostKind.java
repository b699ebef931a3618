package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Tensor;
import java.util.Map;
import java.util.OptionalDouble;

/** What the cases of a kind compute where it isn't one graph: schedules, metrics, windows. */
@FunctionalInterface
non-sealed interface HostKind extends GoldenKind {
    /**
     * Computes the outputs.
     *
     * @param golden the case
     * @param settings its settings
     * @param backend where networks run, for kinds that have one
     * @return the outputs by name
     */
    Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend);

    /**
     * How far outputs may be off where that doesn't follow from their type.
     *
     * @return the greatest error; empty for the usual rule
     */
    default OptionalDouble allowed() {
        return OptionalDouble.empty();
    }
}
