package dev.factorizer.models.curves;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.JsonMistake;
import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of a training's log: a JSON object. What is not a number is {@code null} there, what is infinite a text. */
final class LogLine {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Path log;
    private final int number;
    private final JsonNode object;

    LogLine(Path log, int number, String text) throws MalformedFileException {
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

    String event() throws MalformedFileException {
        JsonNode event = object.path("event");
        if (!event.isTextual()) {
            throw wrong("has no event, expected the name of one, such as \"step\"");
        }
        return event.textValue();
    }

    long step() throws MalformedFileException {
        JsonNode step = object.path("step");
        if (!step.isIntegralNumber() || !step.canConvertToLong() || step.longValue() < 0) {
            throw wrong("has the step " + (step.isMissingNode() ? "(none)" : step) + ", expected a whole number from 0");
        }
        return step.longValue();
    }

    boolean has(String name) {
        return object.has(name);
    }

    double number(String name) throws MalformedFileException {
        return number(name, object.path(name));
    }

    Map<String, Double> numbers(String name) throws MalformedFileException {
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
