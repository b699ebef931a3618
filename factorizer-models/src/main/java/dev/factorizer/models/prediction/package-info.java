/**
 * From the files of scans to the files of their segmentations: start with {@link dev.factorizer.models.prediction.Predictor} for one
 * scan, {@link dev.factorizer.models.prediction.PredictionJob} for those of a folder, and
 * {@link dev.factorizer.models.prediction.PredictionGroup} for cases of a cross-validation. How a network runs over a scan in memory
 * is in {@link dev.factorizer.models.inference}.
 */
package dev.factorizer.models.prediction;
