package dev.factorizer.models.calibration;

import java.util.List;

/**
 * How well a model's probabilities are calibrated, as trained and with the best temperature.
 *
 * @param fit the best temperature
 * @param before the curve of each region or class at a temperature of 1
 * @param after the same at the best temperature
 * @param cases how many cases were used
 * @param voxels how many voxels of them
 * @param unseen how many voxels the network didn't see
 * @param unseenInRegion how many of those belong to a region; no temperature finds them
 */
public record CalibrationReport(TemperatureFit fit, List<ReliabilityCurve> before, List<ReliabilityCurve> after, int cases, int voxels,
        long unseen, long unseenInRegion) {
    /** Copies the lists. */
    public CalibrationReport {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
