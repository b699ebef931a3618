package dev.factorizer.models.evaluation;

import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.metrics.Mask;
import dev.factorizer.models.metrics.MaskPair;
import dev.factorizer.models.metrics.Metric;
import dev.factorizer.models.metrics.MetricSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The two maps of a case, on one grid, without labels where voxels are ignored.
 *
 * @param prediction what was found
 * @param truth what is there
 * @param counted how many voxels are not ignored
 */
record ComparedCase(Volume prediction, Volume truth, long counted) {
    static ComparedCase read(LabelPair pair, OptionalInt ignored) throws IOException {
        Volume prediction = pair.readPrediction();
        Volume truth = pair.readTruth();
        LabelPair.requireSameGrid(pair, prediction, truth);
        int voxels = truth.grid().voxels();
        if (ignored.isEmpty()) {
            return new ComparedCase(prediction, truth, voxels);
        }
        float[] found = prediction.voxels().clone();
        float[] there = truth.voxels().clone();
        int left = voxels;
        for (int i = 0; i < voxels; i++) {
            if (there[i] == ignored.getAsInt()) {
                found[i] = 0;
                there[i] = 0;
                left--;
            }
        }
        return new ComparedCase(prediction.withVoxels(1, found), truth.withVoxels(1, there), left);
    }

    /** One region; its masks are in memory only meanwhile. */
    RegionResult measure(LabelRegion region, MetricSet metrics) {
        MaskPair pair = new MaskPair(Mask.ofLabels(prediction, region.labels()), Mask.ofLabels(truth, region.labels()));
        List<Double> values = metrics.of(pair);
        Map<String, Double> named = new LinkedHashMap<>();
        for (Metric metric : metrics.metrics()) {
            named.put(metric.name(), values.get(named.size()));
        }
        return new RegionResult(region.name(), named, VoxelCounts.of(pair, counted), LesionCounts.of(pair.lesions()),
                pair.target().milliliters(), pair.prediction().milliliters());
    }
}
