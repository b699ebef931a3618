/**
 * Blind deconvolution of one group of channels at a time: planes pass through rings in cache, so that neither K(s) nor its adjoint
 * is ever written to memory. Start with {@link dev.factorizer.backend.jvm.kernels.deconvolution.DeconvolveKernel}; the arithmetic
 * is in {@code DeconvolutionSweep} and {@code GradientSweep}, its inner loops in {@code PlaneStencil}.
 */
package dev.factorizer.backend.jvm.kernels.deconvolution;
