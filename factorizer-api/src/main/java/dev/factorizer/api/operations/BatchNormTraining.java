package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * Batch normalization while a network is trained (Ioffe and Szegedy 2015): over batch and space for each channel, with the
 * population variance. Inputs: x (B, C, S…), running mean (C), running variance (C), optionally weight (C) and bias (C).
 * Results: y like x, and the next running mean and variance, which take the unbiased variance and have no gradient. Saves
 * x.
 *
 * @param epsilon ε, added to the population variance
 * @param momentum the share of this batch in the next running statistics
 */
public record BatchNormTraining(double epsilon, double momentum) implements Composite {
    /** Checks that the momentum is a share. */
    public BatchNormTraining {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("batchNormTraining: momentum is " + momentum + ", expected 0 to 1");
        }
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        List<Type> y = new BatchNorm(epsilon).infer(inputs);
        Shape x = y.getFirst().shape();
        if (members(x) < 2) {
            throw Inputs.of(this, inputs).mismatch("input " + x + " has one value a channel, expected at least 2 to"
                    + " compute a variance");
        }
        return List.of(y.getFirst(), inputs.get(1), inputs.get(2));
    }

    private static long members(Shape x) {
        return x.size(0) * x.spatial().elements();
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        int[] axes = new int[x.shape().rank() - 1];
        for (int i = 1; i < axes.length; i++) {
            axes[i] = 1 + i;
        }
        Value mean = x.mean(axes);
        Value centered = x.subtract(mean);
        Value variance = centered.square().mean(axes);
        Value y = centered.divide(variance.add(epsilon).sqrt());
        if (inputs.size() == 5) {
            y = y.multiply(Standardization.perChannel(inputs.get(3), x))
                    .add(Standardization.perChannel(inputs.get(4), x));
        }
        double unbiased = (double) members(x.shape()) / (members(x.shape()) - 1);
        return List.of(y, moved(inputs.get(1), mean, 1), moved(inputs.get(2), variance, unbiased));
    }

    private Value moved(Value running, Value found, double factor) {
        Value share = found.stopGradient().reshape(running.shape()).multiply(momentum * factor);
        return running.multiply(1 - momentum).add(share);
    }
}
