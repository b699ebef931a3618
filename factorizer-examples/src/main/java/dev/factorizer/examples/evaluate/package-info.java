/**
 * Labeled cases in folders, and the files that scores are written to. The commands {@code sweep-iterations} and {@code ablation} go
 * this way: {@link dev.factorizer.examples.evaluate.VariantFiles}.
 */
package dev.factorizer.examples.evaluate;
