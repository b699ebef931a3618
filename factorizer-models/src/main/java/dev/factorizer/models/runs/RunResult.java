package dev.factorizer.models.runs;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What became of a training.
 *
 * @param folder where it is
 * @param ending why it ended
 * @param steps how many steps were done in all
 * @param epochs how many whole epochs
 * @param seconds how long it took in all
 * @param bestDice the best mean Dice of a validation; empty without one
 * @param bestEpoch the epoch after which it was measured
 * @param waitedShare of the time of all steps, the share waited for data, 0 to 1
 */
public record RunResult(FoldFolder folder, Ending ending, long steps, int epochs, double seconds, OptionalDouble bestDice,
        OptionalInt bestEpoch, double waitedShare) { }
