package dev.factorizer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Area {@code manifests}: a network traced from published settings has the entries of the reference's state dict, in order,
 * and as many values. Needs no backend: nothing runs.
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
            JsonNode config = manifest.path("config");
            if (config.has("architecture")) {
                return new GoldenOutcome.Unsupported(name, "architecture " + config.path("architecture") + " is not there");
            }
            String problem = compare(manifest, trace(Factorizer.Settings.of(new Settings(JsonTree.map(config)).tree())));
            return problem.isEmpty() ? new GoldenOutcome.Passed(name, 0, "") : new GoldenOutcome.Failed(name, problem);
        } catch (IllegalArgumentException e) {
            return new GoldenOutcome.Unsupported(name, e.getMessage());
        } catch (IOException | RuntimeException e) {
            return new GoldenOutcome.Failed(name, e.toString());
        }
    }

    private static Program trace(Factorizer.Settings settings) {
        int[] sizes = IntStream.concat(IntStream.of(1, settings.inputChannels()),
                settings.spatialSize().stream().mapToInt(Integer::intValue)).toArray();
        return Program.trace(new Factorizer(settings), Shape.of(sizes));
    }

    /** The first difference; empty if there is none. */
    private static String compare(JsonNode manifest, Program program) {
        List<ParameterSpec> found = program.parameters();
        JsonNode expected = manifest.path("tensors");
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            ParameterSpec spec = found.get(i);
            String entry = spec.name() + " " + sizes(spec.shape()) + (spec.trainable() ? "" : ", not trainable");
            JsonNode tensor = expected.get(i);
            String wanted = tensor.path("name").asText() + " " + tensor.path("shape")
                    + (tensor.path("trainable").asBoolean() ? "" : ", not trainable");
            if (!entry.equals(wanted)) {
                return "entry " + i + " is " + entry + ", expected " + wanted;
            }
        }
        long all = found.stream().mapToLong(spec -> spec.shape().elements()).sum();
        String counts = counts(found.size(), program.trainableValues(), all - program.trainableValues());
        String wanted = counts(expected.size(), manifest.path("parameters").asLong(), manifest.path("bufferElements").asLong());
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
