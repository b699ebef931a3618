/**
 * What factorizations see in images. Start with {@link dev.factorizer.models.explanation.VolumeFactors}, from a volume to its
 * components as volumes, for which no trained network is needed; {@link dev.factorizer.models.explanation.Explainer} shows the
 * components inside a trained network, {@link dev.factorizer.models.explanation.ComponentRanking} which of them matter,
 * {@link dev.factorizer.models.explanation.ComponentFiles} writes them, and {@link dev.factorizer.models.explanation.Ablation} what is
 * left without them. How good a network is without them is measured in {@code dev.factorizer.models.evaluation}.
 */
package dev.factorizer.models.explanation;
