/**
 * From the files of scans to the files of their segmentations: start with {@link dev.factorizer.models.prediction.Prediction} for one
 * scan. How a network runs over a scan in memory is in {@link dev.factorizer.models.inference}.
 */
package dev.factorizer.models.prediction;
