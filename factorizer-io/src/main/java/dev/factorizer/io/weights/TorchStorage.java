package dev.factorizer.io.weights;

/**
 * A storage of a checkpoint, which several tensors may share.
 *
 * @param type what an element is
 * @param key its name in the archive
 * @param elements how many elements it declares
 */
record TorchStorage(ElementType type, String key, long elements) { }
