package dev.factorizer.models.runs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well the cases that are kept apart were segmented, on the network's grid.
 *
 * @param meanDice the mean over regions; not a number if none was looked for in any case
 * @param dice for each region the mean over cases; a case in which neither truth nor result has the region counts as 1; not a number if it
 *     was looked for in none
 * @param cases how many cases
 * @param seconds how long it took
 */
public record ValidationScore(double meanDice, Map<String, Double> dice, int cases, double seconds) {
    /** Copies the map in its order. */
    public ValidationScore {
        dice = Collections.unmodifiableMap(new LinkedHashMap<>(dice));
    }
}
