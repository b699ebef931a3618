package dev.factorizer.models.planning;

import dev.factorizer.models.recipes.Recipe;

/** Says how long an update of a training takes. */
@FunctionalInterface
public interface StepClock {
    /**
     * The time of an update.
     *
     * @param recipe what would be trained
     * @return seconds, above 0
     */
    double seconds(Recipe recipe);
}
