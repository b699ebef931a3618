package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * Elements as another data type; floats are rounded toward zero to integers.
 *
 * @param dataType the new type
 */
public record Cast(DataType dataType) implements Primitive {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs.of(this, inputs).count(1);
        return List.of(new Type(dataType, inputs.getFirst().shape()));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        DataType source = node.input(0).type().dataType();
        return source.isFloat() && dataType.isFloat()
                ? Optional.of(cotangents.getFirst().apply(new Cast(source))) : Optional.empty();
    }
}
