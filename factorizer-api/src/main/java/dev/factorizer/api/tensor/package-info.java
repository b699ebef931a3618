/**
 * Shapes, data types, and tensors in the host's memory. Start with {@link
 * dev.factorizer.api.tensor.Tensor}. No arithmetic lives here: that is done on {@code graph.Value}s.
 */
package dev.factorizer.api.tensor;
