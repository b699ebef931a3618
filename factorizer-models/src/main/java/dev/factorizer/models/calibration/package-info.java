/**
 * Whether probabilities mean what they say. {@link dev.factorizer.models.calibration.Calibration} runs a model on cases and fits the one
 * number that makes them say it better ({@link dev.factorizer.models.calibration.TemperatureFit}); {@link
 * dev.factorizer.models.calibration.ReliabilityCurve} shows it. {@link dev.factorizer.models.calibration.VoxelSample} holds what both need.
 */
package dev.factorizer.models.calibration;
