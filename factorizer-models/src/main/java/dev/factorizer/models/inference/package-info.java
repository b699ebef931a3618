/**
 * From an image of any size to a segmentation. Start with {@link dev.factorizer.models.inference.Segmenter}, which takes scans
 * from files; {@link dev.factorizer.models.inference.SlidingWindow} runs any network of a fixed size over an image.
 */
package dev.factorizer.models.inference;
