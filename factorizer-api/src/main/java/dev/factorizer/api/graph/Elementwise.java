package dev.factorizer.api.graph;

import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * A composite of one input whose result has the input's type: all that a new activation function needs is {@link
 * #decompose(Value)}.
 */
public interface Elementwise extends Composite {
    /**
     * The function, written with other operations.
     *
     * @param x the input
     * @return a value of the same type
     */
    Value decompose(Value x);

    @Override
    default List<Type> infer(List<Type> inputs) {
        return List.of(Inputs.of(this, inputs).count(1).floating(0));
    }

    @Override
    default List<Value> decompose(List<Value> inputs) {
        return List.of(decompose(inputs.getFirst()));
    }
}
