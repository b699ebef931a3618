/**
 * Trainings of a recipe on a data set, in a folder, resumed after any end. Start with {@link dev.factorizer.models.runs.TrainingRun}. It
 * trains each fold in a folder of its own; there a loop takes steps, validates and saves. What a step computes is in {@code
 * dev.factorizer.models.training}; how a program shows its progress is the program's: it gets {@link
 * dev.factorizer.models.runs.RunEvent}s.
 */
package dev.factorizer.models.runs;
