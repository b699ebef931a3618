package dev.factorizer.models.evaluation;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The files of an evaluation in a folder, which appear together or not at all.
 *
 * @param folder the folder; it must exist when files are written
 */
public record EvaluationFolder(Path folder) {
    private static final String RECORD = "evaluation.json";
    /** Of 100,000 cases and more; what is larger is no evaluation. */
    private static final long MOST_BYTES = 1L << 29;

    /**
     * {@return the files of an evaluation in a folder}
     *
     * @param place the folder, or the evaluation.json in it
     */
    public static EvaluationFolder in(Path place) {
        if (place.endsWith(RECORD) && !Files.isDirectory(place)) {
            return new EvaluationFolder(place.resolveSibling(""));
        }
        return new EvaluationFolder(place);
    }

    /** {@return all of it, for programs: what {@link #read} reads} */
    public Path record() {
        return folder.resolve(RECORD);
    }

    /** {@return a row for each case and region, for spreadsheets} */
    public Path cases() {
        return folder.resolve("cases.csv");
    }

    /** {@return the overlaps in the form of nnU-Net} */
    public Path summary() {
        return folder.resolve("summary.json");
    }

    /**
     * Refuses, before any work is done, results that can't be written.
     *
     * @param read files that must not be written over
     * @throws IOException if one can't be written
     */
    public void requireWritable(Collection<Path> read) throws IOException {
        AtomicFile.requireWritable(List.of(record(), cases(), summary()), read);
    }

    /**
     * Writes an evaluation.
     *
     * @param result the evaluation
     * @throws IOException if it can't be written; then none of the files is changed
     */
    public void write(EvaluationResult result) throws IOException {
        write(result, Map.of());
    }

    /**
     * Writes an evaluation and what belongs to it.
     *
     * @param result the evaluation
     * @param more other files of the same folder that are to appear together with it, and their text
     * @throws IOException if it can't be written; then none of the files is changed
     */
    public void write(EvaluationResult result, Map<Path, String> more) throws IOException {
        List<Path> files = new ArrayList<>();
        List<AtomicFile.Content> contents = new ArrayList<>();
        more.forEach((file, text) -> {
            files.add(file);
            contents.add(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        });
        files.addAll(List.of(cases(), summary(), record()));
        contents.add(out -> out.write(csv(result).getBytes(StandardCharsets.UTF_8)));
        contents.add(out -> out.write(NnunetSummary.json(result)));
        contents.add(out -> out.write(JsonTree.text(EvaluationTree.of(result))));
        AtomicFile.writeAll(files, contents);
    }

    /**
     * {@return the evaluation that was written}
     *
     * @throws IOException if it can't be read or is none
     */
    public EvaluationResult read() throws IOException {
        Path file = record();
        if (Files.size(file) > MOST_BYTES) {
            throw new MalformedFileException(file, "has " + Files.size(file) + " bytes, expected an evaluation of at most " + MOST_BYTES);
        }
        Map<String, Object> tree = JsonTree.parse(Files.readAllBytes(file), file, "an evaluation in JSON");
        try {
            return EvaluationReader.of(tree);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static String csv(EvaluationResult result) {
        List<String> head = new ArrayList<>(List.of("case", "region"));
        result.settings().metrics().forEach(metric -> head.add(metric.column()));
        head.addAll(List.of("lesions", "missed lesions", "false lesions", "failed"));
        CsvTable table = new CsvTable().add(head);
        for (CaseResult one : result.cases()) {
            for (RegionResult region : one.regions()) {
                List<String> row = new ArrayList<>(List.of(one.name(), region.region()));
                region.metrics().values().forEach(value -> row.add(CsvTable.number(value)));
                row.add(Integer.toString(region.lesions().reference()));
                row.add(Integer.toString(region.lesions().missed()));
                row.add(Integer.toString(region.lesions().falsePositives()));
                row.add(region.dice() < result.settings().failureDice() ? "yes" : "no");
                table.add(row);
            }
        }
        return table.toString();
    }
}
