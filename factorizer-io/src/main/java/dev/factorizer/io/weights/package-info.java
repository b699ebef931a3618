/**
 * Named tensors in files: safetensors, and checkpoints of PyTorch read without executing anything. Start with {@link
 * dev.factorizer.io.weights.Weights} for safetensors as a bundle has them, and with {@link
 * dev.factorizer.io.weights.StateDictReader} for the weights in a file of either format, wherever in it they are.
 *
 * <p>A checkpoint is a program for Python's unpickler, which may name any function and have it called. Here no name is ever
 * looked up. What rebuilds plain tensors is understood; what belongs to Python itself (but types of plain values), and known
 * loaders of other packages, refuses the whole file; every other name, such as a class of a training script, becomes a
 * placeholder that is an error only where a weight is expected. The class {@code PickledNames} draws these lines, {@code
 * StandardLibrary} has the list, {@code TensorRebuilding} honors or refuses each field of a tensor, and {@code PickleBudget}
 * bounds the memory. What is not here: which names a network has; see the models' {@code CheckpointImport}.
 */
package dev.factorizer.io.weights;
