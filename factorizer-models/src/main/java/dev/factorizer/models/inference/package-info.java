/**
 * From an image of any size to a segmentation, in memory. Start with {@link dev.factorizer.models.inference.Segmenter};
 * {@link dev.factorizer.models.inference.SlidingWindow} runs any network of a fixed size over an image. Files of scans and results are
 * in {@link dev.factorizer.models.prediction}. The walk: {@code WindowPass} sums windows plane by plane, {@code ProbabilityRows} makes
 * probabilities of planes that are final, {@code FoundVoxels} takes rows of them back to the scan and keeps labels.
 */
package dev.factorizer.models.inference;
