/**
 * The parts of a Factorizer as records of settings; each asks its scope for parameters named as in the reference's state
 * dict. Start with {@link dev.factorizer.models.layers.FactorizerBlock}. The arithmetic is not here: it is in the operations
 * of the API.
 */
package dev.factorizer.models.layers;
