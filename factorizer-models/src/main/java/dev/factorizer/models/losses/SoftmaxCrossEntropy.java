package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The mean over samples and voxels of −Σ g log p, p the softmax of the logits over the channels. Targets need not sum to one:
 * under overlapping regions a voxel counts once for each, and a voxel of none adds nothing.
 *
 * @param target how targets are given
 */
public record SoftmaxCrossEntropy(Target target) implements Loss {
    /** How targets are given. */
    public enum Target {
        /** A number for each channel (B, C, S…). */
        CHANNELS,
        /** The number of the channel that is one (B, 1, S…). */
        CLASS_INDEX
    }

    @Override
    public Value apply(Value logits, Value given) {
        Value g = target == Target.CHANNELS ? given : oneHot(logits, given);
        Loss.requireAlike("softmax cross-entropy", logits, g);
        double voxels = (double) logits.shape().elements() / logits.channels();
        return logits.apply(new LogSoftmax(1)).multiply(g).sumAll().multiply(-1 / voxels);
    }

    private static Value oneHot(Value logits, Value index) {
        if (!index.shape().equals(logits.shape().with(1, 1))) {
            throw new ShapeException("softmax cross-entropy: class indices have shape " + index.shape() + ", expected "
                    + logits.shape().with(1, 1));
        }
        int[] sizes = new int[logits.shape().rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = logits.channels();
        float[] channels = new float[logits.channels()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = i;
        }
        return index.broadcastTo(logits.shape()).equalTo(logits.trace().literal(Shape.of(sizes), channels));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("softmaxCrossEntropy", new SettingsWriter()
                .put("target", target.name()).toTree()));
    }
}
