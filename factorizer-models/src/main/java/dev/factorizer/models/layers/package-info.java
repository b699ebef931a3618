/**
 * The parts of a Factorizer and a Deconver, and what a U-Net is made of, as records of settings; each asks its scope for parameters
 * named as in the reference's state dict, or as PyTorch names them. Start with {@link dev.factorizer.models.layers.FactorizerBlock}
 * or {@link dev.factorizer.models.layers.ConvolutionLayer}. The arithmetic is not here: it is in the operations of the API.
 */
package dev.factorizer.models.layers;
