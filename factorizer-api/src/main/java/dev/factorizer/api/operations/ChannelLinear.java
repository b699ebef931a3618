package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * A linear map of the channels at each voxel, that is a convolution with kernel 1: x (B, C, S…), weight (O, C, 1),
 * optionally bias (O) → (B, O, S…). Saves x.
 */
public record ChannelLinear() implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2, 3);
        Shape x = checked.rankAtLeast(0, 2).shape();
        Shape weight = checked.floating(1).shape();
        if (weight.rank() != 3 || weight.size(2) != 1) {
            throw checked.mismatch("weight has shape " + weight + ", expected outputs × inputs × 1");
        }
        if (x.size(1) != weight.size(1)) {
            throw checked.mismatch("input has " + x.size(1) + " channels, expected " + weight.size(1) + " (weight "
                    + weight + ")");
        }
        if (inputs.size() == 3) {
            checked.shape(2, "bias", Shape.of(weight.size(0)));
        }
        return List.of(inputs.getFirst().withShape(x.with(1, weight.size(0))));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.get(0);
        Value weight = inputs.get(1);
        int outputs = weight.shape().size(0);
        Shape spatial = x.shape().spatial();
        Value flat = x.reshape(x.shape().size(0), x.channels(), Math.toIntExact(spatial.elements()));
        Value y = weight.reshape(outputs, x.channels()).matmul(flat);
        if (inputs.size() == 3) {
            y = y.add(inputs.get(2).reshape(outputs, 1));
        }
        return List.of(y.reshape(x.shape().with(1, outputs)));
    }
}
