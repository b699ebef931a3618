package dev.factorizer.models.planning;

import dev.factorizer.models.recipes.Recipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A proposal: a recipe, and why it is as it is. Nothing but the recipe decides the training.
 *
 * @param recipe what is proposed
 * @param choices what was decided, in the order of a recipe's file, each with its reason
 * @param attempts the sizes that were looked at, the one that was taken last
 * @param prediction what a training of a fold is expected to take
 */
public record Plan(Recipe recipe, List<Choice> choices, List<Attempt> attempts, ExpectedCost prediction) {
    /** Copies the lists. */
    public Plan {
        choices = List.copyOf(choices);
        attempts = List.copyOf(attempts);
    }

    /** {@return the reasons by the path of a setting, for comments in a recipe's file} */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        choices.forEach(choice -> notes.put(choice.key(), "Plan: " + choice.reason() + "."));
        return notes;
    }
}
