/**
 * How good and how fast variants of a trained model are on cases whose truth is known. Start with
 * {@link dev.factorizer.models.evaluation.Evaluation}.
 */
package dev.factorizer.models.evaluation;
