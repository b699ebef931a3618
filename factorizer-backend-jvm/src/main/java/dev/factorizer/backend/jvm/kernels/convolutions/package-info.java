/**
 * Convolutions and their gradients as matrix products of what taps see, read box by box ({@link
 * dev.factorizer.backend.jvm.kernels.convolutions.BoxTiles}). Start with {@link
 * dev.factorizer.backend.jvm.kernels.convolutions.ConvolutionKernel}; the products are in {@code products}.
 */
package dev.factorizer.backend.jvm.kernels.convolutions;
