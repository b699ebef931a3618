/**
 * What is done to images before and after a network, by MONAI's names and arithmetic, one record each. Start with {@link
 * dev.factorizer.io.transforms.Preprocessing}, the published recipes' way onto a network's grid and back, or with {@link
 * dev.factorizer.io.transforms.Compose}, any transforms one after the other. A {@link
 * dev.factorizer.io.transforms.SpatialTransform} moves an image to another grid and brings results back, an {@link
 * dev.factorizer.io.transforms.IntensityTransform} changes values where they are; {@link
 * dev.factorizer.io.transforms.MergeRegions} makes labels of probabilities. All work on as many threads as {@link
 * dev.factorizer.io.threads.Threads} says, and the bits of a result don't depend on that. Nothing here draws random numbers.
 */
package dev.factorizer.io.transforms;
