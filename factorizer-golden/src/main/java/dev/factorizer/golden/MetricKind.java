package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.metrics.Dice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Kind {@code metric}: how well masks agree. Dice and lesions are computed; distances are not, and say so by name. */
final class MetricKind implements HostKind {
    @Override
    public Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend) {
        settings.stated("spacing", "tolerances", "percentile", "specialValues"); // of distances
        Map<String, Tensor> results = new LinkedHashMap<>(new LesionOutputs(golden).tensors());
        results.put("dice", dice(golden, new Dice(Dice.EmptyTarget.COUNTED)));
        results.put("diceIgnoringEmpty", dice(golden, new Dice(Dice.EmptyTarget.IGNORED)));
        return results;
    }

    private static Tensor dice(GoldenCase golden, Dice dice) {
        double[][] scores = dice.of(golden.tensor("input.prediction"), golden.tensor("input.target"));
        return Tensor.of(Shape.of(scores.length, scores[0].length),
                Arrays.stream(scores).flatMapToDouble(Arrays::stream).toArray());
    }
}
