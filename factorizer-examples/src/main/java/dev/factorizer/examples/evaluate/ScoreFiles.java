package dev.factorizer.examples.evaluate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.models.evaluation.LabelPair;
import dev.factorizer.models.evaluation.MetricTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the scores of segmentations are written.
 *
 * @param folder the folder
 */
public record ScoreFiles(Path folder) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** {@return a row for each case and region, with its metrics} */
    public Path cases() {
        return folder.resolve("cases.csv");
    }

    /** {@return means, their intervals and how all was measured, for programs} */
    public Path record() {
        return folder.resolve("scores.json");
    }

    /** {@return the scores of a challenge} */
    public Path challenge() {
        return folder.resolve("challenge.csv");
    }

    /**
     * Refuses, before any work is done, results that can't be written.
     *
     * @param pairs files that must not be written over
     * @throws IOException if one can't be written
     */
    public void requireWritable(List<LabelPair> pairs) throws IOException {
        AtomicFile.requireWritable(List.of(cases(), record(), challenge()), pairs.stream()
                .flatMap(pair -> Stream.of(pair.prediction(), pair.truth())).toList());
    }

    /**
     * Writes all files together.
     *
     * @param table the metrics
     * @param about where they come from
     * @param challenge the scores of a challenge, if one was named
     * @throws IOException if they can't be written
     */
    public void write(MetricTable table, Map<String, Object> about, Optional<ChallengeTable> challenge) throws IOException {
        MetricReport report = new MetricReport(table);
        Map<String, Object> tree = new LinkedHashMap<>(about);
        tree.put("metrics", report.definitions());
        tree.put("intervals", MetricReport.intervals());
        tree.put("means", report.meanTrees());
        challenge.ifPresent(scores -> tree.put("challengeMeans", scores.meanTrees()));
        tree.put("cases", report.caseTrees());
        byte[] json = JSON.writeValueAsBytes(tree);
        CsvTable csv = new CsvTable().add(report.columns());
        report.rows().forEach(csv::add);
        byte[] rows = csv.toString().getBytes(StandardCharsets.UTF_8);
        if (challenge.isEmpty()) {
            AtomicFile.writeAll(List.of(cases(), record()), List.of(out -> out.write(rows), out -> out.write(json)));
            return;
        }
        byte[] scores = challenge.get().csv().getBytes(StandardCharsets.UTF_8);
        AtomicFile.writeAll(List.of(cases(), record(), challenge()), List.of(out -> out.write(rows), out -> out.write(json),
                out -> out.write(scores)));
    }
}
