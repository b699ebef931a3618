package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All areas of golden values, and how a backend is checked against them:
 * {@snippet :
 * try (PackagedGolden packaged = PackagedGolden.unpack()) {
 *     Golden.run(packaged.root(), Golden.areas(), backend, report -> System.out.println(report));
 * }
 * }
 */
public final class Golden {
    private Golden() { }

    /** {@return the areas that can be checked, in the order they build on each other} */
    public static List<GoldenArea> areas() {
        return List.of(
                new CaseArea("operators", Map.of("operator", new OperatorKind())),
                new CaseArea("layout", Map.of("matricize", new LayoutKind(false), "shiftedWindows", new LayoutKind(true))),
                new CaseArea("factorization", Map.of("factorization", new FactorizationKind())),
                new CaseArea("layers", LayerKinds.all()),
                new CaseArea("networks", Map.of("network", new WholeNetworkKind())),
                new CaseArea("comparison", Map.of("comparisonNetwork", new ComparisonNetworkKind(), "comparisonNetworkByRule",
                        new ByRuleKind())),
                new CaseArea("deconvolution", Map.of("deconvolution", new DeconvolutionKind())),
                new CaseArea("deconver", Map.of("deconver", new ComparisonNetworkKind())),
                new CheckpointArea(),
                new ManifestArea(),
                new VolumeArea(),
                new CaseArea("transforms", Map.of("transform", new TransformKind())),
                new CaseArea("losses", Map.of("loss", new LossKind())),
                new CaseArea("optimisation", Map.of("optimizer", new OptimizerKind(), "schedule", new ScheduleKind())),
                new CaseArea("inference", Map.of("slidingWindow", new SlidingWindowKind(), "windowWeights",
                        new WindowWeightsKind())),
                new CaseArea("metrics", Map.of("metric", new MetricKind())));
    }

    /**
     * Some areas by name.
     *
     * @param names their names, in any order
     * @return the areas, in the order they build on each other
     * @throws IllegalArgumentException naming those that are unknown, and all that are known
     */
    public static List<GoldenArea> areas(Collection<String> names) {
        Set<String> unknown = new LinkedHashSet<>(names);
        List<String> known = areas().stream().map(GoldenArea::name).toList();
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("golden values: areas " + unknown + " are unknown, expected some of " + known);
        }
        return areas().stream().filter(area -> names.contains(area.name())).toList();
    }

    /**
     * The areas that a folder has.
     *
     * @param root a folder with a folder for each area
     * @return the areas whose folder is there, in the order they build on each other
     * @throws IllegalArgumentException if there is none
     */
    public static List<GoldenArea> areasIn(Path root) {
        List<GoldenArea> found = areas().stream().filter(area -> Files.isDirectory(root.resolve(area.name()))).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("golden values: " + root + " has no area, expected folders such as "
                    + areas().getFirst().name());
        }
        return found;
    }

    /**
     * Checks a backend.
     *
     * @param root a folder with a folder for each area
     * @param areas what to check
     * @param backend what computes
     * @param listener receives each report as soon as its area is finished
     * @return a report for each area, in the given order
     * @throws IllegalArgumentException if the folder lacks an area; nothing has run then
     * @throws IOException if a folder can't be read; a broken case is reported as failed, by name
     */
    public static List<GoldenReport> run(Path root, List<GoldenArea> areas, Backend backend, Consumer<GoldenReport> listener)
            throws IOException {
        for (GoldenArea area : areas) {
            if (!Files.isDirectory(root.resolve(area.name()))) {
                throw new IllegalArgumentException("golden values: " + root + " has no folder for area \"" + area.name()
                        + "\", only " + areasIn(root).stream().map(GoldenArea::name).toList());
            }
        }
        List<GoldenReport> reports = new ArrayList<>();
        for (GoldenArea area : areas) {
            GoldenReport report = area.run(root.resolve(area.name()), backend);
            listener.accept(report);
            reports.add(report);
        }
        return reports;
    }
}
