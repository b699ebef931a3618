/**
 * Elements moved without changing them, and the loop that reads and writes tensors tile by tile. Start with {@link
 * dev.factorizer.backend.jvm.kernels.movement.ElementTiles}; functions of elements are in {@code elementwise}.
 */
package dev.factorizer.backend.jvm.kernels.movement;
