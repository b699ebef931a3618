package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.PythonProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Panoptic quality on small lines, and on vertebrae as panoptica 2.1.7 finds it. */
class PanopticQualityTest {
    private static final Path SPINE = Path.of("../../shared/data/spine").toAbsolutePath().normalize();
    /** By {@code python panoptic.py . ../../shared/data/spine}, with panoptica 2.1.7. */
    private static final PanopticQuality.Result SEMANTIC = new PanopticQuality.Result(87, 89, 73, 0.7940127477906024, 0.8802182546605446);
    private static final PanopticQuality.Result INSTANCES = new PanopticQuality.Result(22, 22, 19, 0.8328184295330796, 0.900292616009954);

    @TempDir
    private Path folder;

    private static Instances line(int... numbers) {
        return Instances.numbered(new int[] {numbers.length}, voxel -> numbers[voxel]);
    }

    @Test
    void pairsOfTheLargestOverlapComeFirst() {
        PanopticQuality.Result found = new PanopticQuality(0.2).of(line(1, 1, 1, 1, 0, 2, 2), line(1, 1, 1, 2, 2, 3, 0));
        assertEquals(new PanopticQuality.Result(2, 3, 2, (3.0 / 4 + 1.0 / 2) / 2, (6.0 / 7 + 2.0 / 3) / 2), found);
        assertEquals(2 / (2 + 0.5), found.recognitionQuality(), 1e-15);
        assertEquals(0.8 * 0.625, found.panopticQuality(), 1e-15);
        assertEquals(1, new PanopticQuality(0.51).of(line(1, 1, 1, 1, 0, 2, 2), line(1, 1, 1, 2, 2, 3, 0)).matched());
    }

    @Test
    void oneObjectIsMatchedOnceAtMost() {
        PanopticQuality.Result found = new PanopticQuality().of(line(1, 1, 1, 1), line(1, 1, 2, 2));
        assertEquals(new PanopticQuality.Result(1, 2, 1, 0.5, 2.0 / 3), found);
    }

    @Test
    void withoutObjectsThereIsNoQuality() {
        PanopticQuality.Result none = new PanopticQuality().of(line(0, 0), line(0, 0));
        assertEquals(Double.NaN, none.panopticQuality());
        assertEquals(Double.NaN, none.segmentationQuality());
        PanopticQuality.Result missed = new PanopticQuality().of(line(1, 1), line(0, 0));
        assertEquals(0, missed.recognitionQuality());
        assertEquals(0, missed.panopticQuality());
        assertEquals("panoptic quality: threshold is 0.0, expected more than 0 and at most 1",
                assertThrows(IllegalArgumentException.class, () -> new PanopticQuality(0)).getMessage());
    }

    private static boolean isMissing() {
        if (!Files.isDirectory(SPINE)) {
            System.out.println("PanopticQualityTest: left out, there is no " + SPINE);
            return true;
        }
        return false;
    }

    private static PanopticQuality.Result found(String name, boolean numbered) throws IOException {
        return new PanopticQuality().of(instances(name + "/ref.nii.gz", numbered), instances(name + "/pred.nii.gz", numbered));
    }

    private static Instances instances(String file, boolean numbered) throws IOException {
        Volume labels = Volumes.read(SPINE.resolve(file));
        int[] sizes = labels.grid().sizes();
        return numbered ? Instances.numbered(sizes, voxel -> (int) labels.voxels()[voxel])
                : new ConnectedComponents(Connectivity.CORNERS).of(sizes, voxel -> (int) labels.voxels()[voxel]);
    }

    private static void assertNear(PanopticQuality.Result expected, PanopticQuality.Result found) {
        assertEquals(expected.targets(), found.targets());
        assertEquals(expected.predictions(), found.predictions());
        assertEquals(expected.matched(), found.matched());
        assertEquals(expected.intersectionOverUnion(), found.intersectionOverUnion(), 1e-12);
        assertEquals(expected.dice(), found.dice(), 1e-12);
    }

    @Test
    void vertebraeAreThoseOfPanoptica() throws IOException {
        if (isMissing()) {
            return;
        }
        assertNear(SEMANTIC, found("semantic", false));
        assertEquals(0.8295454545454546, found("semantic", false).recognitionQuality(), 1e-12);
        assertEquals(0.6586696657808406, found("semantic", false).panopticQuality(), 1e-12);
        assertNear(INSTANCES, found("unmatched_instance", true));
        assertEquals(0.719252280051296, found("unmatched_instance", true).panopticQuality(), 1e-12);
    }

    @Test
    void vertebraeAreThoseOfThePanopticaThatPythonHas() throws IOException, InterruptedException {
        if (!Files.isDirectory(SPINE)) {
            throw new TestAbortedException("there is no " + SPINE);
        }
        new PythonProgram(PanopticQualityTest.class, "panoptic.py", List.of("panoptica", "nibabel")).run(folder, SPINE.toString());
        JsonNode all = new ObjectMapper().readTree(folder.resolve("panoptic.json").toFile());
        for (String name : List.of("semantic", "unmatched_instance")) {
            JsonNode one = all.get(name);
            PanopticQuality.Result found = found(name, name.startsWith("un"));
            assertNear(new PanopticQuality.Result(one.get("targets").asInt(), one.get("predictions").asInt(), one.get("matched").asInt(),
                    one.get("sq").asDouble(), one.get("sq_dsc").asDouble()), found);
            assertEquals(one.get("rq").asDouble(), found.recognitionQuality(), 1e-12);
            assertEquals(one.get("pq").asDouble(), found.panopticQuality(), 1e-12);
        }
    }
}
