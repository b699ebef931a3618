package dev.factorizer.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One process that was run, or was to be run.
 *
 * @param part what it belongs to, such as {@code scripts}
 * @param name its name within the part
 * @param outcome what became of it
 * @param seconds how long it ran
 * @param reason why it failed or was left out; empty if it ran
 * @param result what it wrote as JSON; null where it wrote nothing
 */
record MeasuredStep(String part, String name, Outcome outcome, double seconds, String reason, JsonNode result) {
    private static final int FIELDS = 5;

    /**
     * Reads the list that {@code measure.sh} keeps, {@code steps.tsv}, and beside it the JSON file of each step.
     *
     * @param folder where both are
     * @return the steps in the order they ran
     * @throws IOException if the list can't be read or isn't one; a JSON file that is cut off makes its step fail
     */
    static List<MeasuredStep> readAll(Path folder) throws IOException {
        List<MeasuredStep> steps = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("steps.tsv"))) {
            String[] fields = line.split("\t", FIELDS);
            if (fields.length != FIELDS) {
                throw new IOException("steps.tsv: line \"" + line + "\" has " + fields.length + " fields, expected " + FIELDS);
            }
            steps.add(read(folder, fields));
        }
        return steps;
    }

    private static MeasuredStep read(Path folder, String[] fields) {
        Outcome outcome = Outcome.of(fields[2]);
        Path file = folder.resolve(fields[0]).resolve(fields[1] + ".json");
        try {
            JsonNode result = Files.exists(file) ? Json.MAPPER.readTree(file.toFile()) : JsonNodeFactory.instance.nullNode();
            return new MeasuredStep(fields[0], fields[1], outcome, Double.parseDouble(fields[3]), fields[4], result);
        } catch (IOException e) {
            String reason = fields[4].isEmpty() ? "its JSON file can't be read" : fields[4];
            return new MeasuredStep(fields[0], fields[1], Outcome.FAILED, Double.parseDouble(fields[3]), reason,
                    JsonNodeFactory.instance.nullNode());
        }
    }
}
