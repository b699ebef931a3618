package dev.factorizer.api.graph;

import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * What a node computes: a record of settings that knows the types of its results.
 *
 * <p>Operations are values: two equal records on the same inputs are the same computation, and lowering merges them. A
 * {@link Primitive} is one every backend runs; a {@link Composite} is written with other operations, and a backend runs
 * it natively only where it is faster.
 */
public sealed interface Operation permits Primitive, Composite {
    /** {@return the name in messages and pictures: the record's, with a small first letter} */
    default String name() {
        String name = getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /**
     * Checks the inputs and tells the types of the results. All checks of an operation are here.
     *
     * @param inputs the inputs' types
     * @return one type for each result
     * @throws dev.factorizer.api.tensor.ShapeException if the inputs don't fit, saying what was expected and found
     */
    List<Type> infer(List<Type> inputs);
}
