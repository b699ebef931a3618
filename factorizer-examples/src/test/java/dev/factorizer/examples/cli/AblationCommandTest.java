package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.models.networks.DynUNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblationCommandTest {
    @TempDir
    private Path folder;
    private Path bundle;
    private Path scan;
    private Path truth;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        scan = TinyCase.scan(folder.resolve("one.nii.gz"), 1);
        truth = TinyCase.truth(folder.resolve("one_truth.nii.gz"), 300);
        output = folder.resolve("out");
    }

    private CommandRun run(String command, Object... more) {
        return CommandRun.of(Stream.concat(Stream.of(command, "--model", bundle, "--input", scan, "--truth", truth, "--output", output,
                "--repeat", 1), Stream.of(more)).toArray());
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(output.resolve(file));
    }

    @Test
    void eachReplacementIsMeasured() throws IOException {
        CommandRun run = run("ablation");
        assertEquals(0, run.code(), run.err());
        List<String> lines = lines("ablation.csv");
        assertEquals(List.of("variant", "T = 5", "identity", "rank-0", "no-iterations"),
                lines.stream().map(line -> line.split(",")[0]).toList());
        assertTrue(lines.get(2).matches("identity,,lesion,1,[01]\\.\\d{6},[01]\\.\\d{6},\\d+\\.\\d{6}"), lines.get(2));
        assertTrue(run.out().contains("written: " + output.resolve("ablation.json")), run.out());
        assertFalse(Files.exists(output.resolve("ablation.png")));
        // Into the same folder.
        assertEquals(0, run("sweep-iterations", "--iterations", 0).code());
        assertEquals(lines.get(4).split(",")[4], lines("sweep.csv").get(2).split(",")[4], "no iterations are T = 0");
        assertEquals(lines("ablation_cases.csv").get(4).split(",", 2)[1], lines("sweep_cases.csv").get(2).split(",", 2)[1]);
    }

    @Test
    void otherProgramsGetTheVariants() throws IOException {
        CommandRun run = run("ablation", "--json", "--replace", "rank-0");
        assertEquals(0, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertEquals(List.of("T = 5", "rank-0"), result.get("variants").valueStream().map(one -> one.get("name").textValue()).toList());
        assertEquals(3, result.get("written").size());
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        assertEquals("factorizer: --replace identiy: expected one of identity, rank-0, no-iterations; did you mean identity?; see \"factorizer"
                + " ablation --help\"", run("ablation", "--replace", "rank-0,identiy").complaint());
        TinyModel.write(bundle, DynUNet.Settings.plain(2, 1, List.of(8, 8, 8), List.of(4, 8, 8)));
        assertEquals("factorizer: ablation identity: a network of the kind \"dynUNet\" has no factorization, expected one that has, such"
                + " as a \"factorizer\"", run("ablation").complaint());
        assertEquals("factorizer: iterations: a network of the kind \"dynUNet\" does not iterate, expected one that does, such as a"
                + " \"factorizer\"", run("sweep-iterations").complaint());
        assertFalse(Files.exists(output));
    }
}
