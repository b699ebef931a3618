package dev.factorizer.models.curves;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.JsonMistake;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.models.curves.TrainingCurves.EpochPoint;
import dev.factorizer.models.curves.TrainingCurves.StepPoint;
import dev.factorizer.models.curves.TrainingCurves.ValidationPoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of a training's log: a JSON object with an event. What is not a number is {@code null} there, what is infinite a text. */
final class LogLine {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Path log;
    private final long number;
    private final JsonNode object;

    LogLine(Path log, long number, String text) throws MalformedFileException {
        this.log = log;
        this.number = number;
        try {
            this.object = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(log, "line " + number + " is no JSON object: " + JsonMistake.of(e), e);
        }
        if (!object.isObject()) {
            throw wrong("is no JSON object");
        }
    }

    /** Adds what the event says; of a kind without numbers of its own, nothing. */
    void addTo(CurveRecorder curves) throws MalformedFileException {
        switch (event()) {
            case "step" -> curves.add(new StepPoint(step(), number("loss"), number("learningRate"), number("stepSeconds"),
                    number("waitedSeconds")));
            case "validation" -> validation(curves);
            case "epoch" -> curves.add(new EpochPoint(step(), number("meanLoss"), number("memoryBytes"), number("waitedShare")));
            default -> { }
        }
        if (object.has("seconds")) {
            curves.at(number("seconds"));
        }
    }

    private void validation(CurveRecorder curves) throws MalformedFileException {
        ValidationPoint point = new ValidationPoint(step(), number("meanDice"), numbers("dice"));
        try {
            curves.add(point);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(log, "line " + number + ": " + e.getMessage(), e);
        }
    }

    private String event() throws MalformedFileException {
        JsonNode event = object.path("event");
        if (!event.isTextual()) {
            throw wrong("has no event, expected the name of one, such as \"step\"");
        }
        return event.textValue();
    }

    private long step() throws MalformedFileException {
        JsonNode step = object.path("step");
        if (!step.isIntegralNumber() || !step.canConvertToLong() || step.longValue() < 0) {
            throw wrong("has the step " + (step.isMissingNode() ? "(none)" : step) + ", expected a whole number from 0");
        }
        return step.longValue();
    }

    private double number(String name) throws MalformedFileException {
        return number(name, object.path(name));
    }

    private Map<String, Double> numbers(String name) throws MalformedFileException {
        JsonNode of = object.path(name);
        if (!of.isObject()) {
            throw wrong("has no " + name + ", expected a JSON object of numbers");
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : of.properties()) {
            numbers.put(one.getKey(), number(name + "." + one.getKey(), one.getValue()));
        }
        return numbers;
    }

    private double number(String name, JsonNode value) throws MalformedFileException {
        return switch (value.isTextual() ? value.textValue() : "") {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!value.isNumber() && !value.isNull()) {
                    throw wrong("has the " + name + " " + (value.isMissingNode() ? "(none)" : value) + ", expected a number");
                }
                yield value.isNull() ? Double.NaN : value.doubleValue();
            }
        };
    }

    private MalformedFileException wrong(String problem) {
        return new MalformedFileException(log, "line " + number + " " + problem);
    }
}
