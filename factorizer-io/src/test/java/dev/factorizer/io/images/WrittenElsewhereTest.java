package dev.factorizer.io.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeOutline;
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
        VolumeOutline outline = Volumes.outline(file);
        assertEquals(volume.frame(), outline.frame());
        assertEquals(volume.channels(), outline.channels());
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

    /** What this program writes is the same image for SimpleITK. */
    @Test
    void whatIsWrittenHere() throws IOException, InterruptedException {
        Grid grid = new Grid(3, 4, 2, Affine.of(-1.1, 0, 0.1, 90, 0, -1.2, 0, 1e-5, 0.3, 0, 3, -40, 0, 0, 0, 1));
        float[] values = new float[2 * grid.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.37f - 3;
        }
        Volume volume = new Volume(grid, 2, values);
        Path file = folder.resolve("volume.nrrd");
        Volumes.write(volume, file);
        Volume read = Volumes.read(file);
        assertArrayEquals(values, read.voxels());
        assertEquals(grid, read.grid());
        assertEquals(List.of(), read.warnings());
        float[] numbers = new float[grid.voxels()];
        for (int largest : new int[] {23, 65535}) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i == 23 ? largest : i;
            }
            Volumes.writeLabels(volume.withVoxels(1, numbers), folder.resolve("labels.NRRD"));
            assertArrayEquals(numbers, Volumes.read(folder.resolve("labels.NRRD")).voxels());
        }
        assertThrows(IllegalArgumentException.class, () -> Volumes.writeLabels(volume, folder.resolve("none.nrrd")));
        if (python("-c", "import json, sys, SimpleITK as sitk; image = sitk.ReadImage(sys.argv[1]);"
                + " print(json.dumps([image.GetPixel(2, 1, 1), image.TransformIndexToPhysicalPoint([2, 1, 1])]))", file.toString()) != 0) {
            throw new TestAbortedException("this Python has no SimpleITK; set " + PYTHON + " to one that has");
        }
        JsonNode there = GoldenFiles.json(output());
        double[] world = grid.affine().apply(2, 1, 1);
        assertEquals(volume.value(0, 2, 1, 1), (float) there.get(0).get(0).doubleValue());
        assertEquals(volume.value(1, 2, 1, 1), (float) there.get(0).get(1).doubleValue());
        assertArrayEquals(new double[] {-world[0], -world[1], world[2]}, there.get(1).valueStream().mapToDouble(JsonNode::doubleValue)
                .toArray(), 1e-9);
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
