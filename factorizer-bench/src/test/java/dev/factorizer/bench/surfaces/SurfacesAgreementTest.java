package dev.factorizer.bench.surfaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.bench.MonaiProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import picocli.CommandLine;

/** What is timed here and what is timed there come to the same. */
class SurfacesAgreementTest {
    private static final Path SCRIPT = Path.of("versus", "monai_surfaces.py").toAbsolutePath();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void bothMeasureTheSame(ShapePair pair) throws IOException, InterruptedException {
        if (python("-c", "import monai, scipy") != 0) {
            throw new TestAbortedException("this Python has no monai and scipy; set PYTHON to one that has");
        }
        String[] options = {"--pair", pair.name(), "--size", "70,90,130", "--repetitions", "1", "--json"};
        List<String> there = new ArrayList<>(List.of(SCRIPT.toString()));
        there.addAll(List.of(options));
        there.add(folder.resolve("there.json").toString());
        assertEquals(0, python(there.toArray(String[]::new)), Files.readString(folder.resolve("output.txt")));
        JsonNode found = here(options);
        JsonNode expected = JsonMapper.builder().build().readTree(folder.resolve("there.json").toFile());
        assertEquals(expected.get("hausdorff95").doubleValue(), found.get("hausdorff95").doubleValue(), 1e-4);
        assertEquals(expected.get("surfaceDice").doubleValue(), found.get("surfaceDice").doubleValue(), 1e-5);
    }

    @Test
    void eachNumberOfThreadsGivesTheSameBits() throws IOException {
        String[] options = {"--pair", "SCATTERED", "--size", "90,80,140", "--repetitions", "1", "--threads", "1", "--json"};
        JsonNode one = here(options);
        options[7] = "3";
        JsonNode three = here(options);
        assertEquals(one.get("hausdorff95"), three.get("hausdorff95"));
        assertEquals(one.get("surfaceDice"), three.get("surfaceDice"));
        assertTrue(one.get("hausdorff95").doubleValue() > 10, one::toString);
    }

    private JsonNode here(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(folder.resolve("here.json").toString());
        StringWriter printed = new StringWriter();
        CommandLine command = new CommandLine(new TimeSurfaces()).setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));
        assertEquals(0, command.execute(all.toArray(String[]::new)), printed.toString());
        return JsonMapper.builder().build().readTree(folder.resolve("here.json").toFile());
    }

    private int python(String... arguments) throws InterruptedException {
        return MonaiProgram.run(folder, arguments);
    }
}
