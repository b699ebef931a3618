package dev.factorizer.bench.preprocessing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.bench.MonaiProgram;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;
import picocli.CommandLine;

/** What is timed here and what is timed there come to the same. */
class PreprocessingAgreementTest {
    private static final Path SCRIPT = Path.of("versus", "monai_preprocessing.py").toAbsolutePath();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.8, 2})
    void bothMakeTheSameOfACase(double spacing) throws IOException, InterruptedException {
        if (python("-c", "import monai, nibabel") != 0) {
            throw new TestAbortedException("this Python has no monai and nibabel; set PYTHON to one that has");
        }
        List<String> options = new ArrayList<>(List.of("--spacing", Double.toString(spacing), "--window", "20", "--repetitions", "1"));
        for (int channel = 0; channel < 2; channel++) {
            Path file = folder.resolve("channel" + channel + ".nii.gz");
            Volumes.write(head(channel), file);
            options.addAll(List.of("--image", file.toString()));
        }
        List<String> there = new ArrayList<>(List.of(SCRIPT.toString()));
        there.addAll(with(options, "there"));
        assertEquals(0, python(there.toArray(String[]::new)), Files.readString(folder.resolve("output.txt")));
        StringWriter printed = new StringWriter();
        CommandLine command = new CommandLine(new TimePreprocessing()).setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed));
        assertEquals(0, command.execute(with(options, "here").toArray(String[]::new)), printed.toString());

        JsonNode found = JsonMapper.builder().build().readTree(folder.resolve("here.json").toFile());
        JsonNode expected = JsonMapper.builder().build().readTree(folder.resolve("there.json").toFile());
        assertEquals(expected.get("size").toString(), found.get("size").toString());
        assertArrayEquals(numbers(expected.get("affine")), numbers(found.get("affine")), 1e-4);
        float[] values = values("here");
        assertArrayEquals(values("there"), values, 2e-5f);
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        assertTrue(most > 1, "the head is there");
    }

    private List<String> with(List<String> options, String name) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--json", folder.resolve(name + ".json").toString(), "--values", folder.resolve(name + ".bin").toString()));
        return all;
    }

    /** A head in zeros, stored obliquely with its axes to the left, back and upwards. */
    private static Volume head(int seed) {
        Affine oblique = Affine.of(-0.95, 0.1, 0.2, 30, -0.1, -1.05, 0.1, 20, 0.15, -0.1, 1.9, -10, 0, 0, 0, 1);
        Grid grid = new Grid(31, 37, 17, oblique);
        SplittableRandom random = new SplittableRandom(seed);
        float[] voxels = new float[grid.voxels()];
        int at = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    double distance = Math.hypot(Math.hypot((x - 14) / 9.0, (y - 20) / 12.0), (z - 8) / 6.0);
                    voxels[at++] = distance < 1 ? (float) (100 * (2 - distance) + random.nextDouble(20)) : 0;
                }
            }
        }
        return new Volume(grid, 1, voxels);
    }

    private static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToDouble(JsonNode::doubleValue).toArray();
    }

    private float[] values(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name + ".bin"));
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private int python(String... arguments) throws InterruptedException {
        return MonaiProgram.run(folder, arguments);
    }
}
