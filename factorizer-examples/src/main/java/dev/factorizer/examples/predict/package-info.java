/**
 * From the files of a scan to the files of its segmentation: {@link dev.factorizer.examples.predict.Prediction}. The command
 * {@code predict} and the demonstration both go this way.
 */
package dev.factorizer.examples.predict;
