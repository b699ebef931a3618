/**
 * Matrix products and linear maps of channels, with their gradients. Start with {@link
 * dev.factorizer.backend.jvm.kernels.products.Gemm}, the core that convolutions and branches use as well.
 */
package dev.factorizer.backend.jvm.kernels.products;
