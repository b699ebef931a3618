/**
 * Random augmentation beside the training step that it is for: {@link dev.factorizer.bench.augmentation.AugmentationShare}, a command
 * of {@link dev.factorizer.bench.kit.Main}.
 */
package dev.factorizer.bench.augmentation;
