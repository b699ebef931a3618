package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.LogSigmoid;
import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Cross-entropy in which a voxel weighs (1 − p)^γ, p the probability of what it is, so that easy voxels count little (Lin et al.
 * 2017, as MONAI computes it). With sigmoid each channel of a voxel is or isn't; with softmax −Σ g (1 − p)^γ log p over the
 * channels. The mean runs over voxels, and channels too, also with softmax.
 *
 * @param activation how logits become probabilities
 * @param gamma γ; 0 is plain cross-entropy
 * @param alpha if there is one, the weight α of what is there: with sigmoid against 1 − α of what isn't, with softmax that of all
 *     channels but the first, the background, which weighs 1 − α
 * @param reduction over samples and channels, after the mean over voxels
 */
public record FocalLoss(Activation activation, double gamma, OptionalDouble alpha, Reduction reduction) implements Loss {
    private static final String NAME = "focal loss";

    /** Below 1 the slope of x^γ is infinite at 0, where a voxel is certain: it ends here. */
    private static final double LEAST = 1e-12;

    /** Checks the settings. */
    public FocalLoss {
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException(NAME + ": gamma is " + gamma + ", expected at least 0");
        }
        if (alpha.isPresent() && !(alpha.getAsDouble() >= 0 && alpha.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(NAME + ": alpha is " + alpha.getAsDouble() + ", expected 0 to 1");
        }
    }

    /**
     * MONAI's defaults: γ = 2, no α, mean.
     *
     * @param activation how logits become probabilities
     */
    public FocalLoss(Activation activation) {
        this(activation, 2, OptionalDouble.empty(), Reduction.MEAN);
    }

    @Override
    public Value apply(Value logits, Value target) {
        Value losses = losses(logits, target);
        return reduction.of(losses.mean(IntStream.range(2, losses.shape().rank()).toArray()));
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        Known part = Known.of(known, logits);
        int[] voxels = IntStream.range(2, logits.shape().rank()).toArray();
        Value losses = losses(activation == Activation.SIGMOID ? logits : part.visible(logits), target);
        return reduction.of(part.mean(losses, voxels), part.any(voxels));
    }

    private Value losses(Value logits, Value target) {
        Loss.requireAlike(NAME, logits, target);
        return activation == Activation.SIGMOID ? sigmoid(logits, target) : softmax(logits, target);
    }

    private Value sigmoid(Value logits, Value target) {
        Value rest = target.subtractedFrom(1);
        Value entropy = target.multiply(logits.apply(new LogSigmoid()))
                .add(rest.multiply(logits.negate().apply(new LogSigmoid()))).negate();
        // log(1 − p), p the probability of what the target says.
        Value wrong = logits.multiply(rest.subtract(target)).apply(new LogSigmoid());
        Value losses = wrong.multiply(gamma).exp().multiply(entropy);
        return alpha.isPresent() ? losses.multiply(target.multiply(alpha.getAsDouble())
                .add(rest.multiply(1 - alpha.getAsDouble()))) : losses;
    }

    private Value softmax(Value logits, Value target) {
        if (logits.channels() == 1) {
            throw new ShapeException(NAME + ": logits have 1 channel, expected one for each class under softmax");
        }
        Value logarithm = logits.apply(new LogSoftmax(1));
        Value focus = logarithm.expm1().negate().maximum(LEAST).pow(gamma);
        Value losses = focus.multiply(logarithm).multiply(target).negate();
        return alpha.isPresent() ? losses.multiply(classWeights(logits, alpha.getAsDouble())) : losses;
    }

    private static Value classWeights(Value logits, double alpha) {
        float[] weights = new float[logits.channels()];
        Arrays.fill(weights, 1);
        weights[0] = 0;
        int[] sizes = new int[logits.shape().rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = weights.length;
        // In the graph's precision, not in that of literals.
        Value foreground = logits.trace().literal(Shape.of(sizes), weights);
        return foreground.multiply(2 * alpha - 1).add(1 - alpha);
    }

    static FocalLoss read(SettingsReader read) {
        return new FocalLoss(read.choice("activation", Activation.class), read.number("gamma", 2),
                read.has("alpha") ? OptionalDouble.of(read.number("alpha")) : OptionalDouble.empty(),
                read.choice("reduction", Reduction.MEAN));
    }

    @Override
    public Optional<Identity> identity() {
        SettingsWriter settings = new SettingsWriter().put("activation", activation).put("gamma", gamma)
                .put("alpha", alpha.isPresent() ? alpha.getAsDouble() : null).put("reduction", reduction);
        return Optional.of(new Identity("focalLoss", settings.toTree()));
    }
}
