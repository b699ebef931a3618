package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Images that SimpleITK, pynrrd and NumPy wrote have the voxels and the geometry that these read from them: {@code formats.py} wrote the
 * stored ones (SimpleITK 2.5.7, pynrrd 1.1.3, NumPy 2.2.6), and is run again where Python has what it imports.
 */
class WrittenElsewhereTest {
    /** Environment: the Python to ask. */
    private static final String PYTHON = "PYTHON";
    private static final String EXPECTED = "expected.json";

    @TempDir
    private Path folder;

    private static Path stored() throws URISyntaxException {
        return Path.of(WrittenElsewhereTest.class.getResource("formats/" + EXPECTED).toURI());
    }

    static Stream<JsonNode> images() throws IOException, URISyntaxException {
        List<JsonNode> images = GoldenFiles.json(stored()).valueStream().toList();
        assertTrue(images.size() >= 150, () -> "only " + images.size() + " images");
        return images.stream();
    }

    private static void check(Path file, JsonNode expected) throws IOException {
        Volume volume = Volumes.read(file);
        double[] affine = new double[16];
        affine[15] = 1;
        for (int i = 0; i < 12; i++) {
            affine[i] = expected.get("affine").get(i).doubleValue();
        }
        assertEquals(expected.get("shape").toString(), "[" + volume.channels() + "," + volume.grid().x() + "," + volume.grid().y() + ","
                + volume.grid().z() + "]", file::toString);
        assertTrue(volume.grid().affine().isNear(Affine.of(affine), 1e-9), () -> file + " has " + volume.grid().affine());
        for (int i = 0; i < volume.voxels().length; i++) {
            assertEquals((float) expected.get("values").get(i).doubleValue(), volume.voxels()[i], file + " at " + i);
        }
        assertTrue(volume.header().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("images")
    void storedImages(JsonNode image) throws IOException, URISyntaxException {
        check(stored().resolveSibling(image.get("file").textValue()), image);
    }

    @Test
    void newImages() throws IOException, InterruptedException {
        if (python("-c", "import nrrd, numpy, SimpleITK") != 0) {
            throw new TestAbortedException("this Python has no nrrd (pynrrd), numpy and SimpleITK; set " + PYTHON + " to one that has");
        }
        Path script = folder.resolve("formats.py");
        try (InputStream in = WrittenElsewhereTest.class.getResourceAsStream("formats.py")) {
            Files.copy(in, script);
        }
        Path images = folder.resolve("images");
        assertEquals(0, python(script.toString(), images.toString()), () -> output());
        int count = 0;
        for (JsonNode image : GoldenFiles.json(images.resolve(EXPECTED))) {
            check(images.resolve(image.get("file").textValue()), image);
            count++;
        }
        assertTrue(count >= 150, count + " images");
    }

    private int python(String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one with SimpleITK", e);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
