package dev.factorizer.api.network;

import dev.factorizer.api.tensor.Shape;

/**
 * A named tensor of a network.
 *
 * @param name its path, the reference's state-dict name
 * @param shape its shape
 * @param trainable whether training changes it; a buffer is kept as it is
 * @param initializer its values before training
 */
public record ParameterSpec(String name, Shape shape, boolean trainable, Initializer initializer) { }
