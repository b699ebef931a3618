package dev.factorizer.report.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.JsonMistake;
import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The log of a training, {@code log.jsonl}: a JSON object for each step, epoch and validation.
 *
 * @param loss of each step, and the mean of each epoch
 * @param dice of each region at each validation, and their mean
 * @param learningRate of each step
 * @param stepSeconds how long each step took
 * @param waitedShare of each epoch, how much of the time the step waited for data, 0 to 1
 * @param memory of each epoch, in bytes
 * @param seconds from the start to the last line, as far as they are said
 * @param steps the last step
 */
public record TrainingLog(List<Series> loss, List<Series> dice, Optional<Series> learningRate, Optional<Series> stepSeconds,
        Optional<Series> waitedShare, Optional<Series> memory, double seconds, long steps) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_POINTS = 600;

    /**
     * Reads a log. Its last line may be cut off, as a training that was killed leaves it.
     *
     * @param file the log
     * @return what it says
     * @throws IOException if it can't be read, or another line is no JSON object
     */
    public static TrainingLog read(Path file) throws IOException {
        Lines lines = new Lines();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            for (int number = 1; line != null; number++) {
                String next = reader.readLine();
                lines.add(object(file, number, line, next == null));
                line = next;
            }
        } catch (CharacterCodingException e) {
            throw new MalformedFileException(file, "is no log of a training: it is not UTF-8 text", e);
        }
        return lines.log();
    }

    private static Optional<JsonNode> object(Path file, int number, String line, boolean last) throws MalformedFileException {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return Optional.of(node);
            }
            if (last || line.isBlank()) {
                return Optional.empty();
            }
            throw new MalformedFileException(file, "line " + number + " is no JSON object, expected one for each step, epoch and validation");
        } catch (JsonProcessingException e) {
            if (last) {
                return Optional.empty();
            }
            throw new MalformedFileException(file, "line " + number + " is no JSON object: " + JsonMistake.of(e), e);
        }
    }

    /** What was read so far. */
    private static final class Lines {
        private final Map<String, List<Series.Point>> series = new LinkedHashMap<>();
        private double seconds;
        private long steps;

        void add(Optional<JsonNode> line) {
            if (line.isEmpty()) {
                return;
            }
            JsonNode node = line.get();
            steps = Math.max(steps, node.path("step").asLong());
            seconds = Math.max(seconds, node.path("seconds").asDouble());
            double step = node.path("step").asDouble(Double.NaN);
            switch (node.path("event").asText()) {
                case "step" -> {
                    put("loss of a step", step, node.path("loss"));
                    put("learningRate", step, node.path("learningRate"));
                    put("stepSeconds", step, node.path("stepSeconds"));
                }
                case "epoch" -> {
                    put("mean of an epoch", step, node.path("meanLoss"));
                    put("memoryBytes", step, node.path("memoryBytes"));
                    put("waitedShare", step, node.path("waitedShare"));
                }
                case "validation" -> {
                    put("mean", step, node.path("meanDice"));
                    node.path("dice").properties().forEach(region -> put("dice " + region.getKey(), step, region.getValue()));
                }
                // Starts and ends have no numbers of their own.
                default -> { }
            }
        }

        private void put(String name, double step, JsonNode value) {
            if (Double.isFinite(step) && (value.isNumber() || value.isTextual())) {
                series.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Series.Point(step, value.asDouble(Double.NaN)));
            }
        }

        private Optional<Series> series(String name) {
            return Optional.ofNullable(series.get(name)).map(points -> new Series(name, points).thinned(MOST_POINTS));
        }

        TrainingLog log() {
            List<Series> loss = Stream.of("loss of a step", "mean of an epoch").flatMap(name -> series(name).stream()).toList();
            List<Series> dice = Stream.concat(Stream.of("mean"), series.keySet().stream().filter(name -> name.startsWith("dice ")))
                    .flatMap(name -> series(name).stream())
                    .map(one -> new Series(one.name().replaceFirst("^dice ", ""), one.points())).toList();
            return new TrainingLog(loss, dice, series("learningRate"), series("stepSeconds"), series("waitedShare"), series("memoryBytes"),
                    seconds, steps);
        }
    }
}
