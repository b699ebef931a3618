/**
 * How good segmentations are that are there already: {@link dev.factorizer.models.evaluation.LabelComparison} measures them, {@link
 * dev.factorizer.models.evaluation.EvaluationResult} is what was measured, {@link dev.factorizer.models.evaluation.EvaluationFolder} its
 * files, and {@link dev.factorizer.models.evaluation.EvaluationComparison} compares two.
 */
package dev.factorizer.models.evaluation;
