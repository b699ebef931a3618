package dev.factorizer.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportTest {
    @TempDir
    Path folder;

    private Report report(String... steps) throws IOException {
        Files.write(folder.resolve("steps.tsv"), List.of(steps));
        return Report.of(MeasuredStep.readAll(folder));
    }

    private void result(String part, String step, String json) throws IOException {
        Files.createDirectories(folder.resolve(part));
        Files.writeString(folder.resolve(part).resolve(step + ".json"), json);
    }

    private static String timing(String work, String engine, int threads, double seconds, String digest) {
        return "{\"work\":\"" + work + "\",\"engine\":\"" + engine + "\",\"threads\":" + threads + ",\"minimumSeconds\":" + seconds
                + ",\"medianSeconds\":" + 2 * seconds + ",\"peakResidentBytes\":3000000,\"resultDigest\":\"" + digest + "\"}";
    }

    @Test
    void worksAreHeldAgainstEagerPyTorchAndTheCopyRate() throws IOException {
        result("machine", "device", "{\"name\":\"a device\",\"copyBytesPerSecond\":536870912000}");
        result("scripts", "run", "{\"areas\":[{\"area\":\"layers\",\"passed\":54,\"failed\":1,\"worstError\":2e-6}],\"works\":["
                + timing("factorization", "TorchScript", 1, 0.001, "") + "]}");
        result("eager", "factorization", timing("factorization", "torch 2 eager", 2, 0.004, ""));
        String text = report("machine\tdevice\tran\t1\t", "scripts\trun\tran\t5\t", "eager\tfactorization\tran\t3\t",
                "djl\tall\tleft out\t0\tno bridge").text();
        assertTrue(text.contains("name: a device\n"), text);
        assertTrue(text.contains("copyBytesPerSecond: 537 G\n"), text);
        assertTrue(text.contains("| scripts | run  | layers | 54     | 1      | 2.00e-06    |"), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("\\| factorization \\| TorchScript \\(run\\) +\\| float32 +\\| 1 +\\|"
                + " 0.001000 s \\| 0.002000 s \\| 3 MB +\\| 4.00 +\\| 50 % +\\|")), text);
        assertTrue(text.contains("| djl  | all  | left out | no bridge |"), text);
        assertTrue(text.endsWith("\n3 ran, 0 failed, 1 left out\n"), text);
    }

    @Test
    void otherBitsWithAnotherNumberOfThreadsAreAFailure() throws IOException {
        result("cores", "one", "[" + timing("isles-inference", "jvm", 1, 4, "aa") + "]");
        result("cores", "two", "[" + timing("isles-inference", "jvm", 2, 2.5, "aa") + "]");
        String[] steps = {"cores\tone\tran\t5\t", "cores\ttwo\tran\t3\t"};
        Report same = report(steps);
        assertEquals(0, same.count(Outcome.FAILED));
        assertTrue(same.text().contains("| isles-inference | 2       | 2.5000 s | 80 %       | aa   |"), same.text());
        result("cores", "two", "[" + timing("isles-inference", "jvm", 2, 2.5, "ab") + "]");
        Report other = report(steps);
        assertEquals(1, other.count(Outcome.FAILED));
        assertTrue(other.text().contains("isles-inference-bits"), other.text());
    }

    @Test
    void aResultThatIsCutOffIsAFailureWhateverTheStepSays() throws IOException {
        result("scripts", "run", "{\"areas\":[");
        assertEquals(1, report("scripts\trun\tran\t5\t").count(Outcome.FAILED));
    }

    @Test
    void aListThatIsNoneIsRefused() throws IOException {
        Files.writeString(folder.resolve("steps.tsv"), "scripts\trun\n");
        assertEquals("steps.tsv: line \"scripts\trun\" has 2 fields, expected 5",
                assertThrows(IOException.class, () -> MeasuredStep.readAll(folder)).getMessage());
        Files.writeString(folder.resolve("steps.tsv"), "scripts\trun\tdone\t1\t\n");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> MeasuredStep.readAll(folder)).getMessage().contains("\"done\""));
    }

    @Test
    void thereIsAFileForEachPartThatSaysWhatEachStepFound() throws IOException {
        result("eager", "factorization", timing("factorization", "torch 2 eager", 2, 0.004, ""));
        Files.write(folder.resolve("steps.tsv"), List.of("eager\tfactorization\tran\t3\t", "eager\tisles\tfailed\t60\ttook longer than 60 s"));
        Path output = Files.createDirectory(folder.resolve("output"));
        int code = new CommandLine(new ReportCommand()).execute("--steps", folder.toString(), "--output", output.toString(), "--fact",
                "commit=0123", "--fact", "seed=0");
        assertEquals(1, code, "a step failed");
        JsonNode part = new ObjectMapper().readTree(output.resolve("eager.json").toFile());
        assertEquals("0123", part.path("commit").asText());
        assertEquals(0.004, part.path("steps").get(0).path("result").path("minimumSeconds").asDouble());
        assertEquals("took longer than 60 s", part.path("steps").get(1).path("reason").asText());
        assertTrue(Files.readString(output.resolve("table.txt")).endsWith("1 ran, 1 failed, 0 left out\n"));
    }
}
