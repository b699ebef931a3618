package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.metrics.AverageSurfaceDistance;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.metrics.Directions;
import dev.factorizer.models.metrics.EmptyMasks;
import dev.factorizer.models.metrics.HausdorffDistance;
import dev.factorizer.models.metrics.Mask;
import dev.factorizer.models.metrics.MaskPair;
import dev.factorizer.models.metrics.Metric;
import dev.factorizer.models.metrics.RelativeVolumeDifference;
import dev.factorizer.models.metrics.Surface;
import dev.factorizer.models.metrics.SurfaceDice;
import dev.factorizer.models.metrics.VolumeDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Kind {@code metric}: how well masks agree, with MONAI's answers where one is empty. */
final class MetricKind implements HostKind {
    private static final double CUBIC_MM_PER_ML = 1000;

    @Override
    public Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend) {
        settings.stated("specialValues"); // which results are not finite
        double[] spacing = settings.numbers("spacing").stream().mapToDouble(Double::doubleValue).toArray();
        List<Double> tolerances = settings.numbers("tolerances");
        double percentile = settings.number("percentile");
        Tensor prediction = golden.tensor("input.prediction");
        Tensor target = golden.tensor("input.target");
        int channels = target.shape().size(1);
        Map<String, double[]> scores = new HashMap<>();
        for (int i = 0; i < target.shape().size(0) * channels; i++) {
            int channel = i % channels;
            MaskPair pair = new MaskPair(Mask.of(prediction, i / channels, channel, spacing),
                    Mask.of(target, i / channels, channel, spacing));
            int place = i;
            metrics(percentile, tolerances.get(channel)).forEach((name, metric) -> scores
                    .computeIfAbsent(name, key -> new double[target.shape().size(0) * channels])[place] = metric.of(pair));
        }
        Map<String, Tensor> outputs = new HashMap<>(new LesionOutputs(golden).tensors());
        Shape shape = target.shape().range(0, 2);
        scores.forEach((name, values) -> outputs.put(name, Tensor.of(shape, values)));
        outputs.computeIfPresent("volumeDifference", (name, values) -> Tensor.of(shape, millimeters(values.toDoubles())));
        // MONAI computes areas in single precision only.
        outputs.computeIfPresent("surfaceDiceAreas", (name, values) -> Tensor.of(shape, values.toFloats()));
        return outputs;
    }

    private static double[] millimeters(double[] milliliters) {
        return IntStream.range(0, milliliters.length).mapToDouble(i -> milliliters[i] * CUBIC_MM_PER_ML).toArray();
    }

    private static Map<String, Metric> metrics(double percentile, double tolerance) {
        Surface voxels = Surface.BOUNDARY_VOXELS;
        EmptyMasks infinite = EmptyMasks.INFINITE_OR_IGNORED;
        EmptyMasks ignored = EmptyMasks.IGNORING_EMPTY_MASKS;
        EmptyMasks counted = EmptyMasks.IGNORING_TWO_EMPTY_MASKS;
        return Map.ofEntries(
                Map.entry("dice", new Dice()),
                Map.entry("diceIgnoringEmpty", new Dice(EmptyMasks.IGNORING_EMPTY_TARGETS)),
                Map.entry("hausdorff", new HausdorffDistance(100, voxels, Directions.LARGER, infinite)),
                Map.entry("hausdorff95", new HausdorffDistance(percentile, voxels, Directions.LARGER, ignored)),
                Map.entry("hausdorff95Pooled", new HausdorffDistance(percentile, voxels, Directions.POOLED, ignored)),
                Map.entry("averageSurfaceDistance", new AverageSurfaceDistance(voxels, Directions.PREDICTION_TO_TARGET, infinite)),
                Map.entry("averageSymmetricSurfaceDistance", new AverageSurfaceDistance(voxels, Directions.POOLED, infinite)),
                Map.entry("surfaceDice", new SurfaceDice(tolerance, voxels, counted)),
                Map.entry("surfaceDiceAreas", new SurfaceDice(tolerance, Surface.SURFELS, counted)),
                Map.entry("volumeDifference", new VolumeDifference()),
                Map.entry("relativeVolumeDifference", new RelativeVolumeDifference()));
    }
}
