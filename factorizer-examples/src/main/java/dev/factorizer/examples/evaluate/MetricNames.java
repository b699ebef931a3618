package dev.factorizer.examples.evaluate;

import dev.factorizer.models.metrics.AverageSurfaceDistance;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.metrics.HausdorffDistance;
import dev.factorizer.models.metrics.LesionMetric;
import dev.factorizer.models.metrics.Metric;
import dev.factorizer.models.metrics.PanopticMetric;
import dev.factorizer.models.metrics.SegmentedVolume;
import dev.factorizer.models.metrics.SurfaceDice;
import dev.factorizer.models.metrics.VolumeDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names of metrics on the command line. Some stand for several numbers. */
public final class MetricNames {
    /** What is measured unless told otherwise. */
    public static final String DEFAULT = "dice,hd95,volume";
    /** All of them. */
    public static final List<String> ALL = List.of("dice", "hd95", "hd", "assd", "nsd@MM", "volume", "lesion", "panoptic");

    private MetricNames() { }

    /**
     * What a name stands for.
     *
     * @param name one of {@link #ALL}, with a number of mm for MM
     * @return its metrics; none if the name is unknown
     */
    public static List<Metric> of(String name) {
        return switch (name) {
            case "dice" -> List.of(new Dice());
            case "hd95" -> List.of(new HausdorffDistance(95));
            case "hd" -> List.of(new HausdorffDistance(100));
            case "assd" -> List.of(AverageSurfaceDistance.symmetric());
            case "volume" -> Stream.concat(Arrays.stream(SegmentedVolume.Which.values()).map(SegmentedVolume::new),
                    Stream.of(new VolumeDifference())).map(Metric.class::cast).toList();
            case "lesion" -> Arrays.stream(LesionMetric.Part.values()).<Metric>map(LesionMetric::new).toList();
            case "panoptic" -> Arrays.stream(PanopticMetric.Part.values()).<Metric>map(PanopticMetric::new).toList();
            default -> name.matches("nsd@[0-9]{1,6}(\\.[0-9]{1,6})?") ? List.of(new SurfaceDice(Double.parseDouble(name.substring(4))))
                    : List.of();
        };
    }

    /**
     * What several names stand for, each metric once.
     *
     * @param names known ones
     * @return the metrics in their order
     */
    public static List<Metric> of(List<String> names) {
        Set<Metric> metrics = new LinkedHashSet<>();
        names.forEach(name -> metrics.addAll(of(name)));
        return new ArrayList<>(metrics);
    }
}
