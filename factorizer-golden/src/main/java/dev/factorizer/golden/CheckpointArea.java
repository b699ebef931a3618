package dev.factorizer.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Area {@code checkpoints}: the network of a PyTorch file, run with the file's tensors, gives what its case says; files that
 * would do something else than hold tensors are refused.
 */
final class CheckpointArea implements GoldenArea {
    private static final String PARAMETER = "param.";

    private final GraphKind network = new WholeNetworkKind();

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public GoldenReport run(Path folder, Backend backend) throws IOException {
        List<GoldenOutcome> outcomes = new ArrayList<>();
        for (JsonNode entry : files(folder)) {
            outcomes.add(run(folder, entry, backend));
        }
        return new GoldenReport(name(), outcomes);
    }

    @Override
    public List<GoldenProgram> programs(Path folder) throws IOException {
        List<GoldenProgram> programs = new ArrayList<>();
        for (JsonNode entry : files(folder)) {
            if (!entry.path("mustRefuse").asBoolean()) {
                programs.add(GoldenProgram.of(loaded(folder, entry.path("file").asText(), entry), network));
            }
        }
        return programs;
    }

    private static JsonNode files(Path folder) throws IOException {
        return GoldenIndex.read(folder.resolve("index.json"), "factorizer-checkpoints/1").path("files");
    }

    private GoldenOutcome run(Path folder, JsonNode entry, Backend backend) {
        String file = entry.path("file").asText();
        try {
            return entry.path("mustRefuse").asBoolean() ? refused(folder, file)
                    : CaseRunner.run(loaded(folder, file, entry), network, backend);
        } catch (IOException | RuntimeException e) {
            return new GoldenOutcome.Failed(file, e.toString());
        }
    }

    private static GoldenOutcome refused(Path folder, String file) throws IOException {
        try {
            TorchCheckpoint.read(folder.resolve(file));
            return new GoldenOutcome.Failed(file, "was read, but must be refused");
        } catch (MalformedFileException e) {
            return e.getMessage().contains(file) ? new GoldenOutcome.Passed(file, 0, "")
                    : new GoldenOutcome.Failed(file, "is refused without naming the file: " + e.getMessage());
        }
    }

    /** The case with the checkpoint's tensors in place of its own, so that nothing but them can give its results. */
    private static GoldenCase loaded(Path folder, String file, JsonNode entry) throws IOException {
        GoldenCase golden = GoldenCase.read(folder.resolve(entry.path("golden").asText()));
        String prefix = entry.path("prefix").asText();
        Map<String, Tensor> tensors = new TreeMap<>(golden.tensors());
        tensors.keySet().removeIf(role -> role.startsWith(PARAMETER));
        TorchCheckpoint.read(folder.resolve(file), entry.path("stateDictKey").asText()).tensors().forEach((name, stored) ->
                tensors.put(PARAMETER + (name.startsWith(prefix) ? name.substring(prefix.length()) : name), tensor(stored)));
        return new GoldenCase(file, golden.kind(), golden.config(), golden.error32(), tensors);
    }

    private static Tensor tensor(StoredTensor stored) {
        return Tensor.of(Shape.of(stored.shape()), stored.floats());
    }
}
