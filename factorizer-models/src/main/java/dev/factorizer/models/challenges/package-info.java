/**
 * How challenges score segmentations: {@link dev.factorizer.models.challenges.BratsLesionWise} and
 * {@link dev.factorizer.models.challenges.IslesScore}. Settings are those of the challenges' own programs, also where those do
 * something else than their papers say.
 */
package dev.factorizer.models.challenges;
