/**
 * Named tensors in files: safetensors, and checkpoints of PyTorch read without executing anything. Start with {@link
 * dev.factorizer.io.weights.Weights}.
 */
package dev.factorizer.io.weights;
