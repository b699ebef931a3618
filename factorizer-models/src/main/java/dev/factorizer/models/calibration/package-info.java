/**
 * Whether probabilities mean what they say: {@link dev.factorizer.models.calibration.ReliabilityCurve} shows it, and
 * {@link dev.factorizer.models.calibration.TemperatureFit} finds the one number that makes them say it better. Start with
 * {@link dev.factorizer.models.calibration.VoxelSample}, which holds what both need.
 */
package dev.factorizer.models.calibration;
