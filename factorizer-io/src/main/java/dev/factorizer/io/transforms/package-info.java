/**
 * What is done to images before and after a network, by MONAI's names and arithmetic, one class each. Start with {@link
 * dev.factorizer.io.transforms.Preprocessing}, which brings any scan onto a network's grid and results back; {@link
 * dev.factorizer.io.transforms.MergeRegions} makes labels of probabilities. Transforms are records: a {@link
 * dev.factorizer.io.transforms.SpatialTransform} moves an image to another grid and brings results back, an {@link
 * dev.factorizer.io.transforms.IntensityTransform} changes values where they are. Nothing here draws random numbers.
 */
package dev.factorizer.io.transforms;
