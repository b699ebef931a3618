package dev.factorizer.examples.data;

import dev.factorizer.models.planning.Attempt;
import dev.factorizer.models.planning.Choice;
import dev.factorizer.models.planning.ExpectedCost;
import dev.factorizer.models.planning.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plan in lines for people.
 *
 * @param plan the proposal
 */
public record PlanSummary(Plan plan) {
    private static final double SECONDS_OF_MINUTE = 60;

    /** {@return each choice with its reason, and what the training is expected to take} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(""));
        for (Choice choice : plan.choices()) {
            lines.add(choice.key() + ": " + choice.value());
            lines.add("    " + choice.reason());
        }
        ExpectedCost prediction = plan.prediction();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "expected of a fold: %,d updates of %.3g s and %d validations of %.3g s, %.1f minutes in all;"
                + " %,d MiB of memory", prediction.updates(), prediction.stepSeconds(), prediction.validations(),
                prediction.validationSeconds(), prediction.seconds() / SECONDS_OF_MINUTE, prediction.bytes() >> 20));
        return lines;
    }

    /**
     * A size that was looked at.
     *
     * @param attempt the size
     * @return one line
     */
    public static String line(Attempt attempt) {
        return String.format(Locale.ROOT, "window %s, width %d, batch %d: %,d MiB%s, %s", attempt.window().stream().map(String::valueOf)
                .collect(Collectors.joining("×")), attempt.width(), attempt.batchSize(), attempt.bytes() >> 20,
                attempt.seconds().isPresent() ? String.format(Locale.ROOT, ", %.3g s per update", attempt.seconds().getAsDouble()) : "",
                attempt.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
