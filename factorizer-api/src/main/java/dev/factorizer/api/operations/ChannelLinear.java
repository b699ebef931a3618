package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * A linear map of the channels at each voxel, that is a convolution with kernel 1: x (B, C, S…), weight (O, C, 1),
 * optionally bias (O) → (B, O, S…). Saves x.
 */
public record ChannelLinear() implements Composite, NamedOperands<ChannelLinear.Operand> {
    /** The inputs, in their order. */
    public enum Operand {
        /** The image (B, C, S…). */
        X,
        /** The map (O, C, 1). */
        WEIGHT,
        /** What is added (O); optional. */
        BIAS
    }

    @Override
    public List<Operand> operands(int inputs) {
        return Operands.first(Operand.class, inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(2, 3);
        Operands<Operand, Type> in = named(inputs);
        Shape x = checked.rankAtLeast(in.index(Operand.X), 2).shape();
        Shape weight = checked.floating(in.index(Operand.WEIGHT)).shape();
        if (weight.rank() != 3 || weight.size(2) != 1) {
            throw checked.mismatch("weight has shape " + weight + ", expected outputs × inputs × 1");
        }
        if (x.size(1) != weight.size(1)) {
            throw checked.mismatch("input has " + x.size(1) + " channels, expected " + weight.size(1) + " (weight "
                    + weight + ")");
        }
        if (in.find(Operand.BIAS).isPresent()) {
            checked.shape(in.index(Operand.BIAS), "bias", Shape.of(weight.size(0)));
        }
        return List.of(in.get(Operand.X).withShape(x.with(1, weight.size(0))));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<Operand, Value> in = named(inputs);
        Value x = in.get(Operand.X);
        Value weight = in.get(Operand.WEIGHT);
        int outputs = weight.shape().size(0);
        Shape spatial = x.shape().spatial();
        Value flat = x.reshape(x.shape().size(0), x.channels(), Math.toIntExact(spatial.elements()));
        Value y = weight.reshape(outputs, x.channels()).matmul(flat);
        if (in.find(Operand.BIAS).isPresent()) {
            y = y.add(in.get(Operand.BIAS).reshape(outputs, 1));
        }
        return List.of(y.reshape(x.shape().with(1, outputs)));
    }
}
