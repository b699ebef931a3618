package dev.factorizer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Area {@code io}: NIfTI files as nibabel reads them, and damaged ones. Needs no backend. */
final class VolumeArea implements GoldenArea {
    private static final String FORMAT = "factorizer-golden/1";
    private static final String EXTENSION = ".json";

    @Override
    public String name() {
        return "io";
    }

    @Override
    public GoldenReport run(Path folder, Backend backend) throws IOException {
        List<GoldenOutcome> outcomes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(EXTENSION)).sorted().toList()) {
                outcomes.add(volume(file));
            }
        }
        Path corrupt = folder.resolve("corrupt");
        if (Files.isDirectory(corrupt)) {
            for (Map.Entry<String, JsonNode> entry : index(corrupt).properties()) {
                outcomes.add(new DamagedVolume(corrupt.resolve(entry.getKey()), entry.getValue()).check());
            }
        }
        return new GoldenReport(name(), outcomes);
    }

    private static JsonNode index(Path corrupt) throws IOException {
        return GoldenIndex.read(corrupt.resolve("index.json"), FORMAT).path("files");
    }

    private static GoldenOutcome volume(Path description) {
        String name = description.getFileName().toString();
        name = name.substring(0, name.length() - EXTENSION.length());
        try {
            JsonNode expected = GoldenIndex.read(description, FORMAT);
            if (!expected.path("kind").asText().equals("volume")) {
                return new GoldenOutcome.Unsupported(name, "kind " + expected.path("kind") + " is unknown");
            }
            return VolumeCheck.of(name, description.resolveSibling(expected.path("file").asText()), expected);
        } catch (IOException | RuntimeException e) {
            return new GoldenOutcome.Failed(name, e.toString());
        }
    }
}
