/**
 * Trained networks between files and use: {@link dev.factorizer.models.bundles.TrainedModel} is what a model bundle holds,
 * {@link dev.factorizer.models.bundles.CheckpointImport} makes one from a PyTorch checkpoint of the authors' package or from
 * safetensors, under whichever prefix the network's names are. The network may be of any kind that a module provides. How a bundle's files look is the matter of {@code
 * dev.factorizer.io.bundle}.
 */
package dev.factorizer.models.bundles;
