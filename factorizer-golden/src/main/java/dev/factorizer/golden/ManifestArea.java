package dev.factorizer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Area {@code manifests}: a network traced from published settings has the entries of the reference's state dict and as
 * many values; entries that share a tensor name the same one. Needs no backend: nothing runs.
 */
final class ManifestArea implements GoldenArea {
    @Override
    public String name() {
        return "manifests";
    }

    @Override
    public GoldenReport run(Path folder, Backend backend) throws IOException {
        List<GoldenOutcome> outcomes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                outcomes.add(check(file));
            }
        }
        return new GoldenReport(name(), outcomes);
    }

    private static GoldenOutcome check(Path file) {
        String name = file.getFileName().toString().replace(".json", "");
        try {
            JsonNode manifest = GoldenIndex.read(file, "factorizer-manifest/1");
            NetworkSettings network = network(new Settings(JsonTree.map(manifest.path("config"))).tree());
            String problem = compare(manifest, network);
            return problem.isEmpty() ? new GoldenOutcome.Passed(name, 0, "") : new GoldenOutcome.Failed(name, problem);
        } catch (IllegalArgumentException | UnsupportedCaseException e) {
            return new GoldenOutcome.Unsupported(name, e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new GoldenOutcome.Failed(name, e.toString());
        }
    }

    private static NetworkSettings network(Map<String, Object> config) {
        return config.containsKey("architecture") ? Architectures.settings(config) : Factorizer.Settings.of(config);
    }

    private static Program trace(NetworkSettings settings) {
        return Program.trace(settings.network(), Shape.of(1, settings.inputChannels())
                .append(settings.window().stream().mapToInt(Integer::intValue).toArray()));
    }

    /** The first difference; empty if there is none. */
    private static String compare(JsonNode manifest, NetworkSettings network) {
        Program program = trace(network);
        Map<String, String> found = new LinkedHashMap<>();
        program.parameters().forEach(spec -> found.put(spec.name(), sizes(spec.shape())
                + (spec.trainable() ? "" : ", not trainable")));
        network.sharedNames().forEach((name, tensor) -> found.put(name, found.get(tensor) + " of " + tensor));
        int entries = found.size();
        for (JsonNode tensor : manifest.path("tensors")) {
            String name = tensor.path("name").asText();
            String entry = found.remove(name);
            String wanted = tensor.path("shape") + (tensor.path("trainable").asBoolean() ? "" : ", not trainable")
                    + (tensor.has("aliasOf") ? " of " + tensor.path("aliasOf").asText() : "");
            if (!wanted.equals(entry)) {
                return "entry " + name + " is " + (entry == null ? "missing" : entry) + ", expected " + wanted;
            }
        }
        if (!found.isEmpty()) {
            return "entry " + found.keySet().iterator().next() + " is there, which the reference doesn't have";
        }
        long all = program.parameters().stream().mapToLong(spec -> spec.shape().elements()).sum();
        String counts = counts(entries, program.trainableValues(), all - program.trainableValues());
        String wanted = counts(manifest.path("tensors").size(), manifest.path("parameters").asLong(),
                manifest.path("bufferElements").asLong());
        return counts.equals(wanted) ? "" : "has " + counts + ", expected " + wanted;
    }

    private static String counts(int entries, long trainable, long kept) {
        return entries + " entries, " + trainable + " trainable and " + kept + " other values";
    }

    /** As JSON has it. */
    private static String sizes(Shape shape) {
        return IntStream.of(shape.sizes()).boxed().toList().toString().replace(" ", "");
    }
}
