package dev.factorizer.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.files.JsonMistake;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files beside golden values: what other files hold. */
final class GoldenIndex {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenIndex() { }

    /** Reads one that says it has a format. */
    static JsonNode read(Path file, String format) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "is not JSON: " + JsonMistake.of(e), e);
        }
        if (!node.isObject() || !node.path("format").asText().equals(format)) {
            throw new MalformedFileException(file, "format is " + node.path("format") + ", expected \"" + format + "\"");
        }
        return node;
    }
}
