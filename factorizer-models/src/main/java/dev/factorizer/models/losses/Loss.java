package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;

/**
 * How far a network's results are from what they should be. A lambda will do; a training with it can be resumed if it says its
 * {@link #identity}.
 */
@FunctionalInterface
public interface Loss extends Identified {
    /**
     * The loss of one result.
     *
     * @param logits the result (B, C, S…), before any activation
     * @param target what it should be, float32, of the shape that {@link #targets} says
     * @return the loss: a single number, unless a reduction was turned off
     */
    Value apply(Value logits, Value target);

    /**
     * The loss of one result of which only a part is to be learned from. All losses of this package have it.
     *
     * @param logits the result (B, C, S…), before any activation
     * @param target what it should be, of the shape that {@link #targets} says; 0 where that is not known
     * @param known 1 where the target is known, else 0, of the target's shape
     * @return the loss of what is known
     * @throws IllegalArgumentException if this loss is for targets of which all is known
     */
    default Value apply(Value logits, Value target, Value known) {
        throw new IllegalArgumentException("loss: " + identity().map(Identity::kind).orElse("this one")
                + " is for targets of which all is known, expected one that overrides apply(logits, target, known)");
    }

    /** {@return the same loss for targets that are {@link PartlyLabeled#UNKNOWN} where it is not known what is there} */
    default Loss partlyLabeled() {
        return new PartlyLabeled(this);
    }

    /** {@return whether a target may be {@link PartlyLabeled#UNKNOWN}} */
    default boolean takesUnknown() {
        return false;
    }

    /**
     * The loss of all results of a network.
     *
     * @param results the results, the finest first
     * @param target what the finest should be
     * @return the loss
     * @throws IllegalArgumentException if there are several results and this loss is for one
     */
    default Value applyAll(List<Value> results, Value target) {
        if (results.size() != 1) {
            throw new IllegalArgumentException("loss: the network gives " + results.size()
                    + " results, expected 1; wrap the loss in DeepSupervision");
        }
        return apply(results.getFirst(), target);
    }

    /**
     * The shape of targets: that of the result, unless the loss takes them in another form.
     *
     * @param logits the shape of the finest result (B, C, S…)
     * @return the shape of its target
     */
    default Shape targets(Shape logits) {
        return logits;
    }

    /**
     * Checks the numbers of targets, before a step. Nothing is asked of them unless the loss says so.
     *
     * @param targets of one step
     * @param channels of the finest result
     * @throws IllegalArgumentException saying what was found where, and what was expected
     */
    default void requireTargets(Tensor targets, int channels) { }

    /**
     * For losses that compare each number of the logits with one of the target.
     *
     * @param loss the loss's name, to begin the message
     * @param logits the result
     * @param target what it should be
     * @throws ShapeException if the target has another shape than the logits
     */
    static void requireAlike(String loss, Value logits, Value target) {
        if (!logits.shape().equals(target.shape())) {
            throw new ShapeException(loss + ": target has shape " + target.shape() + ", expected that of the logits, "
                    + logits.shape());
        }
    }
}
