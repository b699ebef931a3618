package dev.factorizer.report.volumes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.cohort.CaseFiles;
import dev.factorizer.report.pictures.IntensityWindow;
import dev.factorizer.report.volumes.ViewerLayer.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewerCaseTest {
    private static final Grid GRID = new Grid(40, 36, 30, Affine.of(-2, 0, 0, 5, 0, 1.5, 0, 6, 0, 0, 3, 7, 0, 0, 0, 1));
    @TempDir
    Path folder;

    private static Volume image() {
        float[] values = new float[GRID.voxels()];
        Random random = new Random(7);
        for (int x = 10; x < 30; x++) {
            for (int y = 8; y < 28; y++) {
                for (int z = 5; z < 25; z++) {
                    values[(x * 36 + y) * 30 + z] = 100 + random.nextInt(97);
                }
            }
        }
        return new Volume(GRID, 1, values);
    }

    /** One voxel of label 4 among nothing. */
    private static Volume lesion() {
        float[] values = new float[GRID.voxels()];
        values[(17 * 36 + 13) * 30 + 11] = 4;
        return new Volume(GRID, 1, values);
    }

    private Volume opened(ViewerLayer layer) throws IOException {
        Path file = folder.resolve("layer.nii.gz");
        Files.write(file, Base64.getDecoder().decode(layer.base64()));
        return Volumes.read(file);
    }

    private ViewerCase viewer(CaseFiles files, List<ComponentMap> components, long most) throws IOException {
        return ViewerCase.of(files, new CaseVolumes(image(), lesion(), lesion()), List.of("whole"), components, new IntensityWindow(0, 255), most);
    }

    @Test
    void volumesAreCutToWhatIsInThemAndLieWhereTheyLay() throws IOException {
        ViewerCase viewer = viewer(CaseFiles.NONE, List.of(), 10_000_000);
        assertEquals(List.of("image", "truth", "prediction"), viewer.layers().stream().map(ViewerLayer::name).toList());
        assertEquals(1, viewer.step());
        Volume image = opened(viewer.layers().getFirst());
        assertArrayEquals(new int[] {24, 24, 24}, image.grid().sizes());
        assertArrayEquals(GRID.affine().apply(8, 6, 3), image.grid().affine().apply(0, 0, 0), 1e-5);
        assertEquals(image().value(0, 20, 15, 12), image.value(0, 12, 9, 9), 0.6);
        assertEquals(4, opened(viewer.layers().get(1)).value(0, 9, 7, 8));
    }

    @Test
    void largeVolumesAreCoarsenedAndSmallLesionsStay() throws IOException {
        ViewerCase viewer = viewer(CaseFiles.NONE, List.of(), 6000);
        assertTrue(viewer.step() > 1, viewer::toString);
        assertTrue(viewer.layers().stream().mapToLong(layer -> layer.base64().length()).sum() <= 6000);
        Volume truth = opened(viewer.layers().get(1));
        assertEquals(1, count(truth, 4));
        double[] at = truth.grid().affine().apply(9 / viewer.step(), 7 / viewer.step(), 8 / viewer.step());
        double[] lesion = GRID.affine().apply(17, 13, 11);
        for (int axis = 0; axis < 3; axis++) {
            assertEquals(lesion[axis], at[axis], viewer.step() * GRID.spacing()[axis] / 2, "axis " + axis);
        }
    }

    private static long count(Volume labels, float label) {
        int count = 0;
        for (float value : labels.voxels()) {
            count += value == label ? 1 : 0;
        }
        return count;
    }

    @Test
    void probabilitiesEntropyAndComponentsAreLayers() throws IOException {
        Path probabilities = folder.resolve("p.nii.gz");
        Path entropy = folder.resolve("e.nii.gz");
        Path component = folder.resolve("c.nii.gz");
        float[] two = new float[2 * GRID.voxels()];
        Arrays.fill(two, 0.25f);
        Volumes.write(new Volume(GRID, 2, two), probabilities);
        float[] unsure = new float[GRID.voxels()];
        Arrays.fill(unsure, 0.5f);
        unsure[0] = Float.NaN;
        Volumes.write(new Volume(GRID, 1, unsure), entropy);
        Volumes.write(new Volume(GRID, 1, unsure), component);
        CaseFiles files = new CaseFiles(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.of(probabilities), Optional.of(entropy));
        ViewerCase viewer = viewer(files, List.of(new ComponentMap("decoder", "energy", 3, 0, 1, 7, 0.5, 0.25, Map.of(), component)), 10_000_000);
        assertEquals(List.of("probability of whole", "probability of channel 1", "entropy", "rank 3: decoder, shift 0, head 1, component 7, share 50.0 %"),
                viewer.layers().stream().skip(3).map(ViewerLayer::name).toList());
        assertEquals(List.of(Kind.PROBABILITY, Kind.PROBABILITY, Kind.ENTROPY, Kind.COMPONENT), viewer.layers().stream().skip(3)
                .map(ViewerLayer::kind).toList());
        assertEquals(0.25, opened(viewer.layers().get(3)).value(0, 5, 5, 5), 0.003);
        assertEquals(0.5, opened(viewer.layers().get(5)).value(0, 5, 5, 5), 0.003);
    }

    @Test
    void aMapOnAnotherGridIsRefused() throws IOException {
        Path elsewhere = folder.resolve("e.nii.gz");
        Volumes.write(new Volume(new Grid(2, 2, 2, Affine.diagonal(1, 1, 1)), 1, new float[8]), elsewhere);
        CaseFiles files = new CaseFiles(Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(elsewhere));
        IOException e = assertThrows(IOException.class, () -> viewer(files, List.of(), 10_000_000));
        assertTrue(e.getMessage().contains("expected the grid of the truth, 40×36×30"), e.getMessage());
    }

    private void record(String name, String image, String layer, String components) throws IOException {
        Files.writeString(folder.resolve(name + "_components.json"), "{\"inputs\": [\"" + image + ".nii.gz\"], \"layer\": \"" + layer
                + "\", \"rankedBy\": \"overlap\", \"components\": [" + components + "]}");
    }

    private static String component(int rank, double share, String file) {
        return String.format(Locale.ROOT, "{\"rank\": %d, \"shift\": 1, \"head\": 2, \"component\": 0, \"share\": %s, \"energy\": 0.3, "
                + "\"regions\": {\"core\": {\"dice\": 0.5, \"inside\": null}}, \"file\": \"%s\"}", rank, share, file);
    }

    @Test
    void componentsOfACaseAreFoundByTheirRecordsAndKeepTheirRanks() throws IOException {
        record("case_a_decoder", "case_a", "decoder", component(1, 0.1, "one.nii.gz") + ", " + component(2, 0.4, "two.nii.gz")
                + ", {\"rank\": 3, \"share\": 0.1}, " + component(4, 0.3, "../three.nii.gz"));
        record("case_a_encoder", "case_a", "encoder", component(1, 0.6, "three.nii.gz"));
        Files.writeString(folder.resolve("case_b_encoder_components.json"), "{}");
        record("case_a_2_encoder", "case_a_2", "encoder", component(1, 0.9, "other.nii.gz"));
        Files.writeString(folder.resolve("case_a_components.json"), "{\"inputs\": [\"case_a.nii.gz\"], \"layers\": []}");
        List<ComponentMap> maps = ComponentMap.of(folder, List.of("case_a"));
        assertEquals(List.of("rank 1: encoder, shift 1, head 2, component 0, share 60.0 %", "rank 1: decoder, shift 1, head 2, component 0, share 10.0 %",
                "rank 2: decoder, shift 1, head 2, component 0, share 40.0 %"), maps.stream().map(ComponentMap::title).toList());
        assertEquals("overlap", maps.getFirst().rankedBy());
        assertEquals(0.3, maps.getFirst().energy());
        assertEquals(0.5, maps.getFirst().regions().get("core").dice());
        assertTrue(Double.isNaN(maps.getFirst().regions().get("core").inside()));
        assertEquals(List.of(), ComponentMap.of(folder, List.of("case_b", "other")));
    }
}
