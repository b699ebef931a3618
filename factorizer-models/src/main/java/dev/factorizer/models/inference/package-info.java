/**
 * From an image of any size to a segmentation. Start with {@link dev.factorizer.models.inference.Segmenter}, which takes scans
 * from files; {@link dev.factorizer.models.inference.SlidingWindow} runs any network of a fixed size over an image. The walk: {@code WindowPass} sums windows plane by plane, {@code ProbabilityRows} makes
 * probabilities of planes that are final, {@code FoundVoxels} takes rows of them back to the scan and keeps labels.
 */
package dev.factorizer.models.inference;
