package dev.factorizer.examples.evaluate;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.models.evaluation.CsvTable;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.models.variants.RegionScore;
import dev.factorizer.models.variants.VariantScore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the scores of a model's variants are written.
 *
 * @param folder the folder
 * @param name how the files begin, such as {@code sweep}
 */
public record VariantFiles(Path folder, String name) {
    /** {@return a row for each variant and region, for spreadsheets} */
    public Path table() {
        return folder.resolve(name + ".csv");
    }

    /** {@return a row for each variant, case and region, with its metrics} */
    public Path cases() {
        return folder.resolve(name + "_cases.csv");
    }

    /** {@return all of it with where it comes from, for programs} */
    public Path record() {
        return folder.resolve(name + ".json");
    }

    /** {@return a picture of the scores, where there is one: a PNG file} */
    public Path picture() {
        return folder.resolve(name + ".png");
    }

    /**
     * Refuses, before any work is done, results that can't be written.
     *
     * @param read files that must not be written over
     * @throws IOException if one can't be written
     */
    public void requireWritable(List<Path> read) throws IOException {
        AtomicFile.requireWritable(List.of(table(), cases(), record(), picture()), read);
    }

    private static Map<String, Object> tree(LabeledCase one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", one.name());
        tree.put("inputs", names(one.images()));
        tree.put("truth", one.truth().getFileName().toString());
        return tree;
    }

    /**
     * Writes the tables and their record together.
     *
     * @param scores the scores
     * @param cases what they were measured on
     * @param about where they come from: model, machine, settings
     * @throws IOException if they can't be written
     */
    public void write(List<VariantScore> scores, List<LabeledCase> cases, Map<String, Object> about) throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>(about);
        tree.put("cases", cases.stream().map(VariantFiles::tree).toList());
        tree.put("metrics", new MetricReport(scores.getFirst().table()).definitions());
        tree.put("intervals", MetricReport.intervals());
        tree.put("variants", trees(scores));
        byte[] json = JsonTree.text(tree);
        byte[] csv = csv(scores).getBytes(StandardCharsets.UTF_8);
        byte[] rows = rows(scores).getBytes(StandardCharsets.UTF_8);
        AtomicFile.writeAll(List.of(table(), cases(), record()), List.of(out -> out.write(csv), out -> out.write(rows),
                out -> out.write(json)));
    }

    /**
     * {@return what the record says of each variant}
     *
     * @param scores the scores
     */
    public static List<Map<String, Object>> trees(List<VariantScore> scores) {
        return scores.stream().map(VariantFiles::tree).toList();
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    private static Map<String, Object> tree(VariantScore score) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", score.variant().name());
        score.variant().iterations().ifPresent(number -> tree.put("iterations", number));
        tree.put("secondsPerCase", score.seconds());
        List<Map<String, Object>> regions = new ArrayList<>();
        for (RegionScore region : score.regions()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("region", region.region());
            entry.put("caseCount", region.cases());
            entry.put("dice", region.dice());
            entry.put("agreement", region.agreement());
            regions.add(entry);
        }
        tree.put("regions", regions);
        tree.put("means", new MetricReport(score.table()).meanTrees());
        tree.put("cases", new MetricReport(score.table()).caseTrees());
        return tree;
    }

    private static String csv(List<VariantScore> scores) {
        CsvTable text = new CsvTable().add(List.of("variant", "iterations", "region", "cases", "dice", "agreement", "seconds"));
        for (VariantScore score : scores) {
            for (RegionScore region : score.regions()) {
                String iterations = score.variant().iterations().isPresent()
                        ? Integer.toString(score.variant().iterations().getAsInt()) : "";
                text.add(List.of(score.variant().name(), iterations, region.region(), Integer.toString(region.cases()),
                        region.cases() == 0 ? "" : number(region.dice()), number(region.agreement()), number(score.seconds())));
            }
        }
        return text.toString();
    }

    private static String rows(List<VariantScore> scores) {
        CsvTable text = new CsvTable().add(Stream.concat(Stream.of("variant"),
                new MetricReport(scores.getFirst().table()).columns().stream()).toList());
        scores.forEach(score -> new MetricReport(score.table()).rows().forEach(row -> text.add(
                Stream.concat(Stream.of(score.variant().name()), row.stream()).toList())));
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
