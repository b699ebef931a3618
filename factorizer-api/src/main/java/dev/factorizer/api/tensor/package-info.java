/**
 * Shapes, data types, and tensors with their storage on host or device. Start with {@link
 * dev.factorizer.api.tensor.Tensor}. No arithmetic lives here: that is done on {@code graph.Value}s.
 */
package dev.factorizer.api.tensor;
