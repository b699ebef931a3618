/**
 * What is done to images before and after a network, by MONAI's names and arithmetic, one class each. Start with {@link
 * dev.factorizer.io.transforms.Preprocessing}, which brings any scan onto a network's grid and results back; {@link
 * dev.factorizer.io.transforms.MergeRegions} makes labels of probabilities. Random augmentation for training is not here.
 */
package dev.factorizer.io.transforms;
