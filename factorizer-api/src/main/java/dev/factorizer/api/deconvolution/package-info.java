/**
 * Nonnegative blind deconvolution as a layer: its settings and its operations. Start with {@link
 * dev.factorizer.api.deconvolution.Deconvolution}; the iterations are in {@link
 * dev.factorizer.api.deconvolution.DeconvolutionParts}, the update rule in {@link
 * dev.factorizer.api.deconvolution.MultiplicativeUpdate}.
 */
package dev.factorizer.api.deconvolution;
