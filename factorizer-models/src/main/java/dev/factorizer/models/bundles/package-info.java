/**
 * Trained networks between files and use: {@link dev.factorizer.models.bundles.TrainedModel} is what a model bundle holds,
 * {@link dev.factorizer.models.bundles.CheckpointImport} makes one from a PyTorch checkpoint of the authors' package or from
 * safetensors, under any prefix. The network may be of any kind that a module provides. The format of a bundle's files is in
 * {@code dev.factorizer.io.bundle}.
 */
package dev.factorizer.models.bundles;
