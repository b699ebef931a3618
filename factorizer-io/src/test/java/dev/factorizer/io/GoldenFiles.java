package dev.factorizer.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden files that this module keeps as resources. */
public final class GoldenFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private GoldenFiles() { }

    /** A file or folder below {@code golden}. */
    public static Path path(String name) {
        try {
            return Path.of(GoldenFiles.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files of a folder whose names begin and end in a certain way, sorted. */
    public static List<Path> list(String folder, String start, String end) throws IOException {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)
                    && file.getFileName().toString().endsWith(end)).sorted().toList();
        }
    }

    /** A JSON file. */
    public static JsonNode json(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    /** JSON text. */
    public static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }
}
