package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The weighted sum of a loss over the results of several resolutions; each is compared with the target sampled at its
 * voxels' centers.
 *
 * @param base the loss of one result
 * @param weights of the results, the finest first
 */
public record DeepSupervision(Loss base, List<Double> weights) implements Loss {
    /** Checks the weights. */
    public DeepSupervision {
        weights = List.copyOf(weights);
        if (weights.isEmpty() || weights.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
            throw new IllegalArgumentException("deep supervision: weights are " + weights
                    + ", expected at least one, none below 0");
        }
        if (weights.stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("deep supervision: weights are " + weights + ", expected one above 0");
        }
    }

    /**
     * Each result weighs half of the next finer one: 1, ½, ¼ … MONAI's {@code exp} is the same up to five results; further ones
     * weigh 1/16 there.
     *
     * @param base the loss of one result
     * @param results how many there are
     * @return the loss
     */
    public static DeepSupervision halving(Loss base, int results) {
        return of(base, results, i -> Math.pow(0.5, i));
    }

    /**
     * All results weigh 1: MONAI's {@code same}.
     *
     * @param base the loss of one result
     * @param results how many there are
     * @return the loss
     */
    public static DeepSupervision same(Loss base, int results) {
        return of(base, results, i -> 1);
    }

    /**
     * The finest result weighs 1, all others ½: MONAI's {@code two}.
     *
     * @param base the loss of one result
     * @param results how many there are
     * @return the loss
     */
    public static DeepSupervision two(Loss base, int results) {
        return of(base, results, i -> i == 0 ? 1 : 0.5);
    }

    /**
     * nnU-Net's: each result weighs half of the next finer one, the coarsest nothing, all together 1.
     *
     * @param base the loss of one result
     * @param results how many there are, at least 2
     * @return the loss
     */
    public static DeepSupervision nnUNet(Loss base, int results) {
        if (results < 2) {
            throw new IllegalArgumentException("deep supervision: " + results
                    + " results, expected at least 2, as nnU-Net's coarsest weighs nothing");
        }
        return of(base, results, i -> i == results - 1 ? 0 : Math.pow(0.5, i)).normalized();
    }

    private static DeepSupervision of(Loss base, int results, IntToDoubleFunction weight) {
        return new DeepSupervision(base, IntStream.range(0, results).mapToDouble(weight).boxed().toList());
    }

    /** {@return the same with weights that sum to 1} */
    public DeepSupervision normalized() {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        return new DeepSupervision(base, weights.stream().map(weight -> weight / sum).toList());
    }

    @Override
    public Value apply(Value logits, Value target) {
        return applyAll(List.of(logits), target);
    }

    @Override
    public Value applyAll(List<Value> results, Value target) {
        if (results.size() != weights.size()) {
            throw new IllegalArgumentException("deep supervision: the network gives " + results.size()
                    + " results, expected " + weights.size() + ", one for each weight");
        }
        Value total = null;
        for (int i = 0; i < results.size(); i++) {
            // What weighs nothing is left out, so that its head is not trained and does not decay.
            if (weights.get(i) == 0) {
                continue;
            }
            Value result = results.get(i);
            Value sampled = result.shape().spatial().equals(target.shape().spatial()) ? target
                    : target.apply(new Resize(result.shape().spatial(), Resize.Mode.NEAREST_EXACT));
            Value weighted = base.apply(result, sampled).multiply(weights.get(i));
            total = total == null ? weighted : total.add(weighted);
        }
        // The weights are not all 0.
        return Objects.requireNonNull(total);
    }

    @Override
    public Loss partlyLabeled() {
        return new DeepSupervision(base.partlyLabeled(), weights);
    }

    @Override
    public boolean takesUnknown() {
        return base.takesUnknown();
    }

    @Override
    public Shape targets(Shape logits) {
        return base.targets(logits);
    }

    @Override
    public void requireTargets(Tensor targets, int channels) {
        base.requireTargets(targets, channels);
    }

    static DeepSupervision read(SettingsReader read) {
        return new DeepSupervision(read.object("base", LossKinds::read), read.numbers("weights"));
    }

    /** Has none if the loss of one result has none. */
    @Override
    public Optional<Identity> identity() {
        return base.identity().map(part -> new Identity("deepSupervision", new SettingsWriter()
                .put("base", part.toTree())
                .put("weights", weights).toTree()));
    }
}
