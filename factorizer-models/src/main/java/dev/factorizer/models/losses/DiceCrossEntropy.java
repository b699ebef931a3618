package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * Dice loss plus cross-entropy, each with a weight.
 *
 * @param dice the first part
 * @param crossEntropy the second
 * @param lambdaDice the first part's weight
 * @param lambdaCrossEntropy the second's
 */
public record DiceCrossEntropy(DiceLoss dice, CrossEntropy crossEntropy, double lambdaDice, double lambdaCrossEntropy)
        implements Loss {
    /** Which cross-entropy is added. */
    public enum CrossEntropy {
        /**
         * What the published recipes compute (MONAI's DiceCELoss): softmax over the channels where there are several, even if
         * they are overlapping regions; binary for a single channel.
         */
        AS_PUBLISHED,
        /** Over the channels, which fits classes that exclude each other: then the dice part takes the softmax, too. */
        SOFTMAX,
        /** Binary for each channel, which fits overlapping regions. */
        BINARY
    }

    /** Checks the weights. */
    public DiceCrossEntropy {
        if (!(lambdaDice >= 0 && lambdaCrossEntropy >= 0 && Double.isFinite(lambdaDice + lambdaCrossEntropy))) {
            throw new IllegalArgumentException("dice cross-entropy: weights are " + lambdaDice + " and "
                    + lambdaCrossEntropy + ", expected at least 0");
        }
        if (dice.reduction() == Reduction.NONE) {
            throw new IllegalArgumentException("dice cross-entropy: the dice part is not reduced, expected mean or sum");
        }
    }

    /** The published loss: sigmoid, squared predictions, equal weights. */
    public DiceCrossEntropy() {
        this(CrossEntropy.AS_PUBLISHED);
    }

    /**
     * Sigmoid, squared predictions, equal weights.
     *
     * @param crossEntropy which cross-entropy is added
     */
    public DiceCrossEntropy(CrossEntropy crossEntropy) {
        this(new DiceLoss(Activation.SIGMOID, true), crossEntropy, 1, 1);
    }

    /**
     * nnU-Net's loss for regions that overlap: Dice of the sigmoid, plus binary cross-entropy of each channel. That of labels
     * that exclude each other is {@link ExclusiveClasses#nnUNet}.
     *
     * @param batch whether Dice sums over samples too; nnU-Net's plans call it {@code batch_dice}
     * @return the loss
     */
    public static DiceCrossEntropy nnUNetRegions(boolean batch) {
        return new DiceCrossEntropy(new DiceLoss(Activation.SIGMOID, false, false, batch, true, 1e-5, 1e-5, Reduction.MEAN),
                CrossEntropy.BINARY, 1, 1);
    }

    @Override
    public Value apply(Value logits, Value target) {
        return dice.apply(logits, target).multiply(lambdaDice)
                .add(entropy(logits).apply(logits, target).multiply(lambdaCrossEntropy));
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        return dice.apply(logits, target, known).multiply(lambdaDice)
                .add(entropy(logits).apply(logits, target, known).multiply(lambdaCrossEntropy));
    }

    private Loss entropy(Value logits) {
        boolean softmax = switch (crossEntropy) {
            case AS_PUBLISHED -> logits.channels() > 1;
            case SOFTMAX -> true;
            case BINARY -> false;
        };
        return softmax ? new SoftmaxCrossEntropy() : new BinaryCrossEntropy();
    }

    static DiceCrossEntropy read(SettingsReader read) {
        DiceCrossEntropy usual = new DiceCrossEntropy();
        return new DiceCrossEntropy(read.optional("dice", DiceLoss::read).orElse(usual.dice),
                read.choice("crossEntropy", usual.crossEntropy), read.number("lambdaDice", usual.lambdaDice),
                read.number("lambdaCrossEntropy", usual.lambdaCrossEntropy));
    }

    @Override
    public Optional<Identity> identity() {
        return dice.identity().map(part -> new Identity("diceCrossEntropy", new SettingsWriter()
                .put("dice", part.settings())
                .put("crossEntropy", crossEntropy)
                .put("lambdaDice", lambdaDice)
                .put("lambdaCrossEntropy", lambdaCrossEntropy).toTree()));
    }
}
