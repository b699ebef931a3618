package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.examples.cli.JsonRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoResultTest {
    @TempDir
    private Path folder;

    @Test
    void isWrittenAsJson() throws IOException {
        CaseScore sick = new CaseScore("case-01", 10, 9, 0.75, 0.064);
        CaseScore healthy = new CaseScore("case-02", 0, 3, Double.NaN, 0.064);
        Path file = folder.resolve("result.json");
        new DemoResult(DemoSettings.brief(), 7, "jvm", new LossCurve(List.of(1.5, 0.5)), List.of(sick, healthy)).write(file);
        JsonNode root = JsonMapper.builder().build().readTree(file.toFile());
        assertEquals(0.75, root.get("meanDiceOfHeadsWithLesions").asDouble());
        assertEquals(7, root.get("seed").asLong());
        assertEquals("jvm", root.get("backend").asText());
        assertEquals(0.5, root.get("losses").get(1).asDouble());
        assertEquals(9, root.get("cases").get(0).get("predictedVoxels").asInt());
        assertTrue(root.get("cases").get(1).get("dice").isNull());
        JsonRules.check(root.toString());
    }
}
