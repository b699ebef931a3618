package dev.factorizer.models.metrics;

import java.util.function.ToDoubleFunction;

/** How the distances from the prediction's surface and those from the target's become one number. */
public enum Directions {
    /** The larger of both numbers: what a Hausdorff distance is. */
    LARGER("the larger of both directions"),
    /** The mean of both numbers. */
    MEAN("the mean of both directions"),
    /** The number for the distances of both together: MONAI's symmetric average surface distance. */
    POOLED("of both directions together"),
    /** From the prediction to the target only. */
    PREDICTION_TO_TARGET("from the prediction to the target"),
    /** From the target to the prediction only. */
    TARGET_TO_PREDICTION("from the target to the prediction");

    private final String words;

    Directions(String words) {
        this.words = words;
    }

    /** {@return them in words} */
    public String words() {
        return words;
    }

    double of(Distances prediction, Distances target, ToDoubleFunction<Distances> number) {
        return switch (this) {
            case LARGER -> Math.max(number.applyAsDouble(prediction), number.applyAsDouble(target));
            case MEAN -> (number.applyAsDouble(prediction) + number.applyAsDouble(target)) / 2;
            case POOLED -> number.applyAsDouble(prediction.and(target));
            case PREDICTION_TO_TARGET -> number.applyAsDouble(prediction);
            case TARGET_TO_PREDICTION -> number.applyAsDouble(target);
        };
    }
}
