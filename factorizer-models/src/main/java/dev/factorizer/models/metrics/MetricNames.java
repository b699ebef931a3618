package dev.factorizer.models.metrics;

import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics by their names, with the worst case for empty masks. */
final class MetricNames {
    /** A word, a percentile, a tolerance and a surface. */
    private static final Pattern NAME = Pattern.compile("([a-z][a-z-]*?)(?:(\\d[\\d.]*)|@(\\d[\\d.]*))?(-surfels)?");

    private static final Map<String, Supplier<Metric>> PLAIN = Map.ofEntries(
            Map.entry("dice", Dice::new),
            Map.entry("volume", () -> new SegmentedVolume(SegmentedVolume.Which.PREDICTION)),
            Map.entry("target-volume", () -> new SegmentedVolume(SegmentedVolume.Which.TARGET)),
            Map.entry("volume-difference", VolumeDifference::new),
            Map.entry("relative-volume-difference", RelativeVolumeDifference::new),
            Map.entry("lesion-f1", () -> new LesionMetric(LesionMetric.Part.F1)),
            Map.entry("lesion-dice", () -> new LesionMetric(LesionMetric.Part.DICE)),
            Map.entry("lesion-count-difference", () -> new LesionMetric(LesionMetric.Part.COUNT_DIFFERENCE)),
            Map.entry("pq", () -> new PanopticMetric(PanopticMetric.Part.PANOPTIC)),
            Map.entry("rq", () -> new PanopticMetric(PanopticMetric.Part.RECOGNITION)),
            Map.entry("sq", () -> new PanopticMetric(PanopticMetric.Part.SEGMENTATION)));

    private static final Map<String, Function<Surface, Metric>> OF_SURFACES = Map.of(
            "hd", surface -> hausdorff(100, surface),
            "assd", surface -> new AverageSurfaceDistance(surface, Directions.POOLED, EmptyMasks.WORST_CASE),
            "masd", surface -> new AverageSurfaceDistance(surface, Directions.MEAN, EmptyMasks.WORST_CASE),
            "asd", surface -> new AverageSurfaceDistance(surface, Directions.PREDICTION_TO_TARGET, EmptyMasks.WORST_CASE));

    private MetricNames() { }

    static Metric metric(String name) {
        Matcher matcher = NAME.matcher(name);
        Metric metric = null;
        if (matcher.matches()) {
            String word = matcher.group(1);
            Surface surface = matcher.group(4) == null ? Surface.BOUNDARY_VOXELS : Surface.SURFELS;
            if (PLAIN.containsKey(name)) {
                metric = PLAIN.get(name).get();
            } else if (matcher.group(2) != null) {
                metric = word.equals("hd") ? numbered(name, matcher.group(2), percentile -> hausdorff(percentile, surface)) : null;
            } else if (matcher.group(3) != null) {
                metric = word.equals("nsd") ? numbered(name, matcher.group(3), tolerance -> new SurfaceDice(tolerance, surface,
                        EmptyMasks.WORST_CASE)) : null;
            } else if (OF_SURFACES.containsKey(word)) {
                metric = OF_SURFACES.get(word).apply(surface);
            }
        }
        if (metric == null) {
            throw new IllegalArgumentException("metrics: \"" + name + "\" is unknown, expected some of dice, hd95 or another"
                    + " percentile, hd, assd, masd, asd, nsd@ with a tolerance in mm, volume, target-volume, volume-difference,"
                    + " relative-volume-difference, lesion-f1, lesion-dice, lesion-count-difference, pq, rq, sq, with commas between; those of surfaces may end with -surfels");
        }
        return metric;
    }

    private static Metric hausdorff(double percentile, Surface surface) {
        return new HausdorffDistance(percentile, surface, Directions.LARGER, EmptyMasks.WORST_CASE);
    }

    private static Metric numbered(String name, String number, DoubleFunction<Metric> metric) {
        try {
            return metric.apply(Double.parseDouble(number));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("metrics: \"" + name + "\" has \"" + number + "\", expected a number", e);
        }
    }
}
