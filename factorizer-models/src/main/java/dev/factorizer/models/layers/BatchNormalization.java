package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.BatchNorm;
import dev.factorizer.api.operations.BatchNormTraining;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Batch normalization: (B, C, S…) → (B, C, S…) (Ioffe and Szegedy 2015). In training over batch and voxels of each channel,
 * which also moves the running statistics; in inference with these. Parameters {@code weight} (C) and {@code bias} (C), buffers
 * {@code running_mean} (C), {@code running_var} (C) and {@code num_batches_tracked}, as in PyTorch.
 *
 * @param epsilon added to the variance
 * @param momentum the share of a batch in the next running statistics
 * @param affine whether the result is scaled and moved by learned numbers
 */
public record BatchNormalization(double epsilon, double momentum, boolean affine) implements Normalization {
    private static final String MEAN = "running_mean";
    private static final String VARIANCE = "running_var";
    private static final String BATCHES = "num_batches_tracked";

    /** As in PyTorch: ε = 1e-5, momentum 0.1, affine. */
    public BatchNormalization() {
        this(1e-5, 0.1, true);
    }

    /** Checks the settings. */
    public BatchNormalization {
        Bounds.epsilon("batch normalization", epsilon);
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("batch normalization: momentum is " + momentum + ", expected 0 to 1");
        }
    }

    @Override
    public Value apply(Scope at, Value x) {
        Shape channels = Shape.of(x.channels());
        List<Value> parameters = affine ? ChannelAffine.parameters(at, x.channels()) : List.of();
        List<Value> inputs = new ArrayList<>(List.of(at.buffer(MEAN, channels, Initializer.ZEROS),
                at.buffer(VARIANCE, channels, Initializer.ONES)));
        inputs.addAll(parameters);
        Value batches = at.buffer(BATCHES, Shape.of(), Initializer.ZEROS);
        if (!at.training()) {
            return x.apply(new BatchNorm(epsilon), inputs.toArray(Value[]::new));
        }
        List<Value> results = x.applyAll(new BatchNormTraining(epsilon, momentum), inputs.toArray(Value[]::new));
        at.update(MEAN, results.get(1));
        at.update(VARIANCE, results.get(2));
        at.update(BATCHES, batches.add(1));
        return results.getFirst();
    }
}
