/**
 * Trainings of a recipe on a data set, in a folder that can be gone on with after any end. Start with {@link
 * dev.factorizer.models.runs.TrainingRun}. What a step computes is in {@code dev.factorizer.models.training}; how a program shows its
 * progress is the program's: it gets {@link dev.factorizer.models.runs.RunEvent}s.
 */
package dev.factorizer.models.runs;
