package dev.factorizer.models.evaluation;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.MeanEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as a tree for JSON. What is not a number is null there, what is infinite the text {@code inf}: JSON has no number for
 * either.
 */
final class EvaluationTree {
    /** Grows when a reader of the version before would misunderstand the file. */
    static final int FORMAT = 1;
    static final String INFINITE = "inf";

    private EvaluationTree() { }

    static Map<String, Object> of(EvaluationResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("formatVersion", FORMAT);
        tree.put("settings", settings(result.settings()));
        tree.put("means", result.means().stream().map(EvaluationTree::mean).toList());
        tree.put("failures", failures(result));
        tree.put("cases", result.cases().stream().map(EvaluationTree::one).toList());
        tree.put("warnings", result.warnings());
        tree.put("about", result.about());
        return tree;
    }

    private static Map<String, Object> settings(EvaluationSettings settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("regions", settings.regions().stream().map(region -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", region.name());
            entry.put("labels", region.labels().stream().sorted().toList());
            return entry;
        }).toList());
        tree.put("metrics", settings.metrics().stream().map(metric -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", metric.name());
            entry.put("unit", metric.unit());
            entry.put("definition", metric.definition());
            entry.put("better", SettingsWriter.name(metric.better()));
            return entry;
        }).toList());
        tree.put("intervals", intervals(settings.bootstrap()));
        tree.put("failureDice", settings.failureDice());
        tree.put("ignoredLabel", settings.ignored().isPresent() ? settings.ignored().getAsInt() : null);
        return tree;
    }

    private static Map<String, Object> intervals(Bootstrap bootstrap) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("confidence", bootstrap.confidence());
        tree.put("repetitions", bootstrap.repetitions());
        tree.put("method", SettingsWriter.name(bootstrap.method()));
        tree.put("seed", bootstrap.seed());
        return tree;
    }

    private static Map<String, Object> mean(RegionMean mean) {
        MeanEstimate estimate = mean.estimate();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("region", mean.region());
        tree.put("metric", mean.metric());
        tree.put("mean", number(estimate.mean()));
        tree.put("lower", number(estimate.lower()));
        tree.put("upper", number(estimate.upper()));
        tree.put("standardDeviation", number(estimate.deviation()));
        tree.put("caseCount", estimate.cases());
        tree.put("undefined", estimate.undefined());
        tree.put("infinite", estimate.infinite());
        return tree;
    }

    private static Map<String, Object> failures(EvaluationResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("caseCount", result.cases().size());
        tree.put("failedCases", result.failedCases());
        tree.put("regions", result.regionFailures().stream().map(region -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("region", region.region());
            entry.put("caseCount", region.cases());
            entry.put("belowBound", region.belowBound());
            entry.put("missed", region.missed());
            entry.put("falsePositives", region.falsePositives());
            entry.put("lesions", region.lesions());
            entry.put("missedLesions", region.missedLesions());
            entry.put("falseLesions", region.falseLesions());
            return entry;
        }).toList());
        tree.put("all", result.failures().stream().map(failure -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("case", failure.name());
            entry.put("region", failure.region());
            entry.put("dice", failure.dice());
            entry.put("belowBound", failure.belowBound());
            entry.put("missed", failure.missed());
            entry.put("falsePositive", failure.falsePositive());
            entry.put("missedLesions", failure.missedLesions());
            entry.put("falseLesions", failure.falseLesions());
            return entry;
        }).toList());
        return tree;
    }

    private static Map<String, Object> one(CaseResult one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", one.name());
        tree.put("reference", file(one.reference()));
        tree.put("prediction", file(one.prediction()));
        tree.put("regions", one.regions().stream().map(EvaluationTree::region).toList());
        return tree;
    }

    private static Map<String, Object> file(ComparedFile file) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("path", file.path());
        tree.put("sha256", file.sha256());
        return tree;
    }

    private static Map<String, Object> region(RegionResult region) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        region.metrics().forEach((name, value) -> metrics.put(name, number(value)));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("region", region.region());
        tree.put("metrics", metrics);
        VoxelCounts voxels = region.voxels();
        tree.put("voxels", counts(List.of("both", "onlyPrediction", "onlyReference", "neither"),
                voxels.both(), voxels.onlyPrediction(), voxels.onlyReference(), voxels.neither()));
        LesionCounts lesions = region.lesions();
        tree.put("lesions", counts(List.of("reference", "prediction", "missed", "falsePositives"),
                lesions.reference(), lesions.prediction(), lesions.missed(), lesions.falsePositives()));
        tree.put("referenceMilliliters", region.referenceMilliliters());
        tree.put("predictionMilliliters", region.predictionMilliliters());
        return tree;
    }

    private static Map<String, Object> counts(List<String> names, long... numbers) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            tree.put(names.get(i), numbers[i]);
        }
        return tree;
    }

    private static @Nullable Object number(double value) {
        return Double.isNaN(value) ? null : Double.isInfinite(value) ? INFINITE : (Object) value;
    }
}
