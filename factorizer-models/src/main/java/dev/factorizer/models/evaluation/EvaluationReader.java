package dev.factorizer.models.evaluation;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.models.evaluation.MeasuredMetric.Better;
import dev.factorizer.models.statistics.Bootstrap;
import dev.factorizer.models.statistics.IntervalMethod;
import dev.factorizer.models.statistics.MeanEstimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what {@link EvaluationTree} writes. */
final class EvaluationReader {
    private EvaluationReader() { }

    /**
     * The result in a tree.
     *
     * @throws IllegalArgumentException naming what is missing, unknown or wrong
     */
    static EvaluationResult of(Map<String, Object> tree) {
        SettingsReader read = new SettingsReader("", tree);
        int format = read.integer("formatVersion");
        if (format != EvaluationTree.FORMAT) {
            throw new IllegalArgumentException("\"formatVersion\" is " + format + ", expected " + EvaluationTree.FORMAT
                    + (format > EvaluationTree.FORMAT ? "; it was made by a later version, use that" : ""));
        }
        EvaluationSettings settings = read.object("settings", EvaluationReader::settings);
        List<RegionMean> means = read.objects("means", one -> mean(one, settings.bootstrap()));
        // They follow from the cases.
        read.tree("failures");
        EvaluationResult result = new EvaluationResult(settings, read.objects("cases", EvaluationReader::one), means,
                read.texts("warnings"), read.tree("about"));
        read.requireAllRead();
        return result;
    }

    private static EvaluationSettings settings(SettingsReader read) {
        List<LabelRegion> regions = read.objects("regions",
                one -> new LabelRegion(one.text("name"), Set.copyOf(one.integers("labels"))));
        List<MeasuredMetric> metrics = read.objects("metrics", one -> new MeasuredMetric(one.text("name"), one.text("unit"),
                one.text("definition"), one.choice("better", Better.class)));
        Bootstrap bootstrap = read.object("intervals", one -> new Bootstrap(one.number("confidence"), one.integer("repetitions"),
                one.choice("method", IntervalMethod.class), one.whole("seed")));
        return new EvaluationSettings(regions, metrics, bootstrap, read.number("failureDice"),
                read.has("ignoredLabel") ? OptionalInt.of(read.integer("ignoredLabel")) : OptionalInt.empty());
    }

    private static RegionMean mean(SettingsReader read, Bootstrap bootstrap) {
        return new RegionMean(read.text("region"), read.text("metric"), new MeanEstimate(optional(read, "mean"), optional(read, "lower"),
                optional(read, "upper"), optional(read, "standardDeviation"), read.integer("caseCount"), read.integer("undefined"),
                read.integer("infinite"), bootstrap));
    }

    private static double optional(SettingsReader read, String name) {
        return read.has(name) ? read.number(name) : Double.NaN;
    }

    private static CaseResult one(SettingsReader read) {
        return new CaseResult(read.text("name"), read.object("reference", EvaluationReader::file),
                read.object("prediction", EvaluationReader::file), read.objects("regions", EvaluationReader::region));
    }

    private static ComparedFile file(SettingsReader read) {
        return new ComparedFile(read.text("path"), read.text("sha256"));
    }

    private static RegionResult region(SettingsReader read) {
        return new RegionResult(read.text("region"), metrics(read), read.object("voxels", one -> new VoxelCounts(one.whole("both"),
                one.whole("onlyPrediction"), one.whole("onlyReference"), one.whole("neither"))),
                read.object("lesions", one -> new LesionCounts(one.integer("reference"), one.integer("prediction"),
                one.integer("missed"), one.integer("falsePositives"))),
                read.number("referenceMilliliters"), read.number("predictionMilliliters"));
    }

    private static Map<String, Double> metrics(SettingsReader read) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        read.tree("metrics").forEach((name, value) -> {
            if (value == null) {
                metrics.put(name, Double.NaN);
            } else if (EvaluationTree.INFINITE.equals(value)) {
                metrics.put(name, Double.POSITIVE_INFINITY);
            } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                metrics.put(name, number.doubleValue());
            } else {
                throw read.mismatch("metrics", "numbers, \"" + EvaluationTree.INFINITE + "\" or null");
            }
        });
        return metrics;
    }
}
