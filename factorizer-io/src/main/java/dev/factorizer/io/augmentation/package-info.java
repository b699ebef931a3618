/**
 * Random samples for training: {@link dev.factorizer.io.augmentation.Augmentation} draws, for a case and an epoch, where a patch
 * lies and what is done to it, and reads only the voxels that the patch needs. Start there. What was drawn is a {@link
 * dev.factorizer.io.augmentation.DrawnAugmentation}; {@link dev.factorizer.io.augmentation.SampleKey} says why it is the same for
 * any number of threads; {@link dev.factorizer.io.augmentation.SampleSupply} prepares batches while a network trains on the one
 * before. Deterministic transforms are in {@link dev.factorizer.io.transforms}, not here.
 */
package dev.factorizer.io.augmentation;
