/**
 * What factorizations see in images. Start with {@link dev.factorizer.models.explanation.VolumeFactors}: from a volume to its
 * components as volumes. No trained network is needed here.
 */
package dev.factorizer.models.explanation;
