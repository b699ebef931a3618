package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.List;
import java.util.Optional;
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
        if (weights.isEmpty() || weights.stream().anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException("deep supervision: weights are " + weights
                    + ", expected at least one, none below 0");
        }
    }

    /**
     * Each result weighs half of the next finer one: 1, ½, ¼ …
     *
     * @param base the loss of one result
     * @param results how many there are
     * @return the loss
     */
    public static DeepSupervision halving(Loss base, int results) {
        return new DeepSupervision(base, IntStream.range(0, results).mapToObj(i -> Math.pow(0.5, i)).toList());
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
            Value result = results.get(i);
            Value sampled = result.shape().spatial().equals(target.shape().spatial()) ? target
                    : target.apply(new Resize(result.shape().spatial(), Resize.Mode.NEAREST_EXACT));
            Value weighted = base.apply(result, sampled).multiply(weights.get(i));
            total = total == null ? weighted : total.add(weighted);
        }
        return total;
    }

    /** Has none if the loss of one result has none. */
    @Override
    public Optional<Identity> identity() {
        return base.identity().map(part -> new Identity("deepSupervision", new SettingsWriter()
                .put("base", part.toTree())
                .put("weights", weights).toTree()));
    }
}
