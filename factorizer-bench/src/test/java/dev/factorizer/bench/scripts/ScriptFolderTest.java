package dev.factorizer.bench.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenArea;
import dev.factorizer.golden.GoldenProgram;
import dev.factorizer.golden.PackagedGolden;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.TorchCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the scripts compute the right numbers is seen where Python has PyTorch, by the kit's script {@code measure.sh --cpu}. */
class ScriptFolderTest {
    @TempDir
    Path folder;

    @Test
    void aGoldenCaseBecomesAScriptItsTensorsAndALine() throws IOException {
        GoldenProgram program;
        try (PackagedGolden packaged = PackagedGolden.unpack()) {
            GoldenArea area = Golden.areas(List.of("layout")).getFirst();
            program = area.programs(packaged.root().resolve("layout")).getFirst();
        }
        ScriptFolder scripts = new ScriptFolder(folder, "cuda:0");
        scripts.add(ScriptCase.of("layout", program));
        scripts.finish();

        JsonNode index = new ObjectMapper().readTree(folder.resolve("programs.json").toFile());
        assertEquals("factorizer-scripts/1", index.path("format").asText());
        assertEquals("cuda:0", index.path("device").asText());
        JsonNode entry = index.path("programs").get(0);
        assertEquals(program.name(), entry.path("name").asText());
        assertEquals(program.expected().size(), entry.path("results").size());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
        Map<String, StoredTensor> tensors = TorchCheckpoint.read(folder.resolve(entry.path("tensors").asText())).tensors();
        assertEquals(entry.path("given").asInt(), tensors.keySet().stream().filter(name -> name.startsWith("given.")).count());
        for (int i = 0; i < entry.path("results").size(); i++) {
            JsonNode result = entry.path("results").get(i);
            GoldenProgram.Expected expected = program.expected().get(result.path("name").asText());
            assertEquals(expected.allowed().orElseThrow(), result.path("allowed").asDouble());
            assertEquals(List.of(expected.value().toDoubles()[0]), List.of(tensors.get("expected." + i).doubles()[0]));
        }
    }

    @Test
    void everyCaseThatIsAProgramIsExportedFromTheSevenAreas() throws IOException {
        Map<String, Integer> found;
        try (PackagedGolden packaged = PackagedGolden.unpack()) {
            List<GoldenArea> areas = Golden.areas(List.of("factorization", "layout", "layers", "networks", "checkpoints", "operators", "io"));
            found = areas.stream().collect(Collectors.toMap(GoldenArea::name, area -> programs(area, packaged.root())));
        }
        // Files of volumes, and checkpoints that must be refused, are no programs.
        assertEquals(0, found.get("io"));
        assertEquals(7, found.get("checkpoints"));
        assertTrue(found.get("factorization") > 100 && found.get("operators") > 100, found::toString);
    }

    private static int programs(GoldenArea area, Path root) {
        try {
            return area.programs(root.resolve(area.name())).size();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
