/**
 * Labelled cases in folders, and the files of an evaluation: {@link dev.factorizer.examples.evaluate.EvaluationFiles}. The command
 * {@code sweep-iterations} goes this way.
 */
package dev.factorizer.examples.evaluate;
