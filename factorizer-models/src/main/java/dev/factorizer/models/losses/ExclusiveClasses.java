package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * A loss whose targets are label maps: (B, 1, S…), in each voxel the number of the channel it belongs to, 0 the background. The
 * ones and zeros that the loss compares with, a channel for each class, are made inside the graph; the host holds the map only.
 * MONAI calls this {@code to_onehot_y}.
 *
 * @param base the loss of logits and a channel for each class
 */
public record ExclusiveClasses(Loss base) implements Loss {
    private static final String NAME = "exclusive classes";

    /**
     * nnU-Net's loss for labels that exclude each other: Dice of the softmax without the background, plus softmax cross-entropy
     * of all classes. (nnU-Net adds −Dice where this adds 1 − Dice.)
     *
     * @param batch whether Dice sums over samples too; nnU-Net's plans call it {@code batch_dice}
     * @return the loss
     */
    public static ExclusiveClasses nnUNet(boolean batch) {
        DiceLoss dice = new DiceLoss(Activation.SOFTMAX, false, false, batch, false, 1e-5, 1e-5, Reduction.MEAN);
        return new ExclusiveClasses(new DiceCrossEntropy(dice, DiceCrossEntropy.CrossEntropy.SOFTMAX, 1, 1));
    }

    @Override
    public Value apply(Value logits, Value target) {
        return base.apply(logits, channels(logits, target));
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        Value part = known.broadcastTo(logits.shape());
        return base.apply(logits, channels(logits, target).multiply(part), part);
    }

    /** 1 in the channel of a voxel's class, 0 in all others. */
    private Value channels(Value logits, Value target) {
        Shape expected = targets(logits.shape());
        if (!target.shape().equals(expected)) {
            throw new ShapeException(NAME + ": label map has shape " + target.shape() + ", expected " + expected);
        }
        int[] sizes = new int[logits.shape().rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = logits.channels();
        float[] classes = new float[logits.channels()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i;
        }
        Value labels = target.broadcastTo(logits.shape());
        return labels.equalTo(logits.trace().literal(Shape.of(sizes), classes));
    }

    @Override
    public Shape targets(Shape logits) {
        if (logits.size(1) == 1) {
            throw new ShapeException(NAME + ": logits have 1 channel, expected one for each class, the background included");
        }
        return logits.with(1, 1);
    }

    @Override
    public void requireTargets(Tensor targets, int channels) {
        float[] labels = targets.toFloats();
        for (int i = 0; i < labels.length; i++) {
            if (!(labels[i] >= 0 && labels[i] < channels && labels[i] == Math.rint(labels[i]))) {
                throw new IllegalArgumentException(NAME + ": label map has " + labels[i] + " at element " + i
                        + ", expected whole numbers from 0 to " + (channels - 1) + ", as the network has " + channels
                        + " channels");
            }
        }
    }

    static ExclusiveClasses read(SettingsReader read) {
        return new ExclusiveClasses(read.object("base", LossKinds::read));
    }

    /** Has none if the base has none. */
    @Override
    public Optional<Identity> identity() {
        return base.identity().map(part -> new Identity("exclusiveClasses", new SettingsWriter()
                .put("base", part.toTree()).toTree()));
    }
}
