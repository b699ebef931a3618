package dev.factorizer.models.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of a region of a case.
 *
 * @param region its name
 * @param metrics the value of each metric by its name, in the order of the settings; may be infinite, or not a number where it is not
 *     defined
 * @param voxels how many voxels agree
 * @param lesions how many lesions agree
 * @param referenceMilliliters the volume of the reference
 * @param predictionMilliliters the volume of the prediction
 */
public record RegionResult(String region, Map<String, Double> metrics, VoxelCounts voxels, LesionCounts lesions,
        double referenceMilliliters, double predictionMilliliters) {
    /** Copies the values. */
    public RegionResult {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** {@return the Dice by which failures are told: 1 where neither has the region} */
    public double dice() {
        return voxels.prediction() + voxels.reference() == 0 ? 1 : voxels.dice();
    }

    /** {@return whether the region is there and nothing of it was predicted} */
    public boolean isMissed() {
        return voxels.prediction() == 0 && voxels.reference() > 0;
    }

    /** {@return whether the region was predicted where the case has none} */
    public boolean isFalse() {
        return voxels.prediction() > 0 && voxels.reference() == 0;
    }

    /**
     * {@return the value of a metric}
     *
     * @param metric its name
     * @throws IllegalArgumentException if it was not measured
     */
    public double value(String metric) {
        Double value = metrics.get(metric);
        if (value == null) {
            throw new IllegalArgumentException("evaluation: there is no " + metric + " of " + region + ", expected one of "
                    + metrics.keySet());
        }
        return value;
    }
}
