/**
 * How good segmentations are. Of label maps that are there already: {@link dev.factorizer.models.evaluation.LabelComparison} measures them,
 * {@link dev.factorizer.models.evaluation.EvaluationResult} is what was measured, {@link
 * dev.factorizer.models.evaluation.EvaluationFolder} its files, and {@link dev.factorizer.models.evaluation.EvaluationComparison} compares
 * two. Of variants of a trained model, how good and how fast they are: {@link dev.factorizer.models.evaluation.Evaluation}.
 */
package dev.factorizer.models.evaluation;
