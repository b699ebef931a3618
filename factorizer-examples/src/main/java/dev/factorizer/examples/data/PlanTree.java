package dev.factorizer.examples.data;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.planning.Attempt;
import dev.factorizer.models.planning.ExpectedCost;
import dev.factorizer.models.planning.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plan for other programs: maps, lists and simple values.
 *
 * @param plan the proposal
 */
public record PlanTree(Plan plan) {
    /** {@return the tree} */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("recipe", plan.recipe().toTree());
        tree.put("choices", plan.choices().stream().map(choice -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("key", choice.key());
            one.put("value", choice.value());
            one.put("reason", choice.reason());
            return one;
        }).toList());
        tree.put("attempts", plan.attempts().stream().map(PlanTree::attempt).toList());
        tree.put("prediction", prediction(plan.prediction()));
        return tree;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("window", attempt.window());
        tree.put("width", attempt.width());
        tree.put("batchSize", attempt.batchSize());
        tree.put("bytes", attempt.bytes());
        tree.put("seconds", attempt.seconds().isPresent() ? attempt.seconds().getAsDouble() : null);
        tree.put("verdict", SettingsWriter.name(attempt.verdict()));
        return tree;
    }

    private static Map<String, Object> prediction(ExpectedCost prediction) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("bytes", prediction.bytes());
        tree.put("stepSeconds", prediction.stepSeconds());
        tree.put("updates", prediction.updates());
        tree.put("validations", prediction.validations());
        tree.put("validationSeconds", prediction.validationSeconds());
        tree.put("seconds", prediction.seconds());
        return tree;
    }
}
