package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Optional;

/**
 * The mean over samples and voxels of −Σ g log p, p the softmax of the logits over the channels. Targets need not sum to one:
 * under overlapping regions a voxel counts once for each, and a voxel of none adds nothing. {@link ExclusiveClasses} takes them
 * from label maps.
 */
public record SoftmaxCrossEntropy() implements Loss {
    @Override
    public Value apply(Value logits, Value target) {
        requireAlike(logits, target);
        double voxels = (double) logits.shape().elements() / logits.channels();
        return logits.apply(new LogSoftmax(1)).multiply(target).sumAll().multiply(-1 / voxels);
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        requireAlike(logits, target);
        Known part = Known.of(known, logits);
        return part.visible(logits).apply(new LogSoftmax(1)).multiply(target).sumAll().divide(part.voxels()).negate();
    }

    private static void requireAlike(Value logits, Value target) {
        Loss.requireAlike("softmax cross-entropy", logits, target);
        if (logits.channels() == 1) {
            throw new ShapeException("softmax cross-entropy: logits have 1 channel, expected one for each class");
        }
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("softmaxCrossEntropy"));
    }
}
