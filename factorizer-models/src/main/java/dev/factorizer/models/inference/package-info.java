/**
 * From an image of any size to a segmentation: {@link dev.factorizer.models.inference.SlidingWindow} runs a network of a
 * fixed size over an image.
 */
package dev.factorizer.models.inference;
