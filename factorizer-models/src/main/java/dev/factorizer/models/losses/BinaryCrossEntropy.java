package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.LogSigmoid;
import dev.factorizer.api.settings.Identity;
import java.util.Optional;

/**
 * The mean of −g log p − (1 − g) log(1 − p) over all values, p the sigmoid of the logits; from logarithms of sigmoids, so
 * that no logit is too large.
 */
public record BinaryCrossEntropy() implements Loss {
    @Override
    public Value apply(Value logits, Value target) {
        return entropy(logits, target).meanAll().negate();
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        return Known.of(known, logits).mean(entropy(logits, target)).negate();
    }

    private static Value entropy(Value logits, Value target) {
        Loss.requireAlike("binary cross-entropy", logits, target);
        Value inside = target.multiply(logits.apply(new LogSigmoid()));
        Value outside = target.negate().add(1).multiply(logits.negate().apply(new LogSigmoid()));
        return inside.add(outside);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("binaryCrossEntropy"));
    }
}
