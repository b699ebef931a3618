package dev.factorizer.models.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An evaluation in the form of nnU-Net's {@code summary.json} (version 2): overlaps and numbers of voxels of each case and region, their
 * means over cases, and the mean over regions. A region is named by its labels, {@code 1} or {@code (1, 2, 3)}. As there, Dice and IoU
 * are {@code NaN} where neither has the region; such cases are left out of the mean of a region, and a region without a mean makes the
 * mean over regions {@code NaN}.
 */
final class NnunetSummary {
    private static final ObjectWriter JSON = JsonMapper.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build()
            .writer(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)).withObjectIndenter(new DefaultIndenter("    ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("    ", "\n")));

    private NnunetSummary() { }

    /**
     * {@return the text of the file, with the token {@code NaN} as Python writes and reads it}
     *
     * @param result an evaluation
     */
    static byte[] json(EvaluationResult result) {
        Map<String, List<Map<String, Number>>> all = new LinkedHashMap<>();
        List<Map<String, Object>> cases = new ArrayList<>();
        for (CaseResult one : result.cases()) {
            Map<String, Object> metrics = new TreeMap<>();
            for (int i = 0; i < one.regions().size(); i++) {
                Map<String, Number> values = values(one.regions().get(i).voxels());
                String key = key(result.settings().regions().get(i));
                metrics.put(key, values);
                all.computeIfAbsent(key, _ -> new ArrayList<>()).add(values);
            }
            cases.add(new TreeMap<>(Map.of("metrics", metrics, "prediction_file", one.prediction().path(), "reference_file",
                    one.reference().path())));
        }
        Map<String, Map<String, Double>> means = new TreeMap<>();
        all.forEach((key, values) -> means.put(key, mean(values, false)));
        Map<String, Object> tree = new TreeMap<>();
        tree.put("metric_per_case", cases);
        tree.put("mean", means);
        tree.put("foreground_mean", mean(List.copyOf(means.values()), true));
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can be written", e);
        }
    }

    private static String key(LabelRegion region) {
        String labels = region.labels().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        return region.labels().size() == 1 ? labels : "(" + labels + ")";
    }

    private static Map<String, Number> values(VoxelCounts voxels) {
        Map<String, Number> values = new TreeMap<>();
        values.put("Dice", voxels.dice());
        values.put("IoU", voxels.intersectionOverUnion());
        values.put("TP", voxels.both());
        values.put("FP", voxels.onlyPrediction());
        values.put("FN", voxels.onlyReference());
        values.put("TN", voxels.neither());
        values.put("n_pred", voxels.prediction());
        values.put("n_ref", voxels.reference());
        return values;
    }

    private static Map<String, Double> mean(List<? extends Map<String, ? extends Number>> rows, boolean withUndefined) {
        Map<String, Double> means = new TreeMap<>();
        for (String name : rows.getFirst().keySet()) {
            means.put(name, rows.stream().mapToDouble(row -> Objects.requireNonNull(row.get(name), name).doubleValue())
                    .filter(value -> withUndefined || !Double.isNaN(value)).average().orElse(Double.NaN));
        }
        return means;
    }
}
