package dev.factorizer.models.challenges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.PythonProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores of all challenges against {@code lesionwise.py}, which follows the definitions voxel by voxel. Its scores are those of the
 * challenges' own programs (rachitsaluja/BraTS-2023-Metrics and BraTS-2024-Metrics at f1131e3), 1986 numbers of them.
 */
class BratsLesionWiseTest {
    @TempDir
    private Path folder;

    private static Volume volume(JsonNode one, String name) {
        JsonNode sizes = one.get("sizes");
        double[] spacing = {one.get("spacing").get(0).asDouble(), one.get("spacing").get(1).asDouble(),
            one.get("spacing").get(2).asDouble()};
        Grid grid = new Grid(sizes.get(0).asInt(), sizes.get(1).asInt(), sizes.get(2).asInt(), Affine.diagonal(spacing[0],
                spacing[1], spacing[2]));
        float[] voxels = new float[grid.voxels()];
        int at = 0;
        for (int i = 0; i < one.get(name).size(); i += 2) {
            int length = one.get(name).get(i + 1).asInt();
            Arrays.fill(voxels, at, at + length, one.get(name).get(i).asInt());
            at += length;
        }
        assertEquals(voxels.length, at);
        return new Volume(grid, 1, voxels);
    }

    private static void compare(JsonNode all) {
        int compared = 0;
        for (JsonNode one : all.get("cases")) {
            Volume prediction = volume(one, "prediction");
            Volume target = volume(one, "target");
            for (String challenge : BratsLesionWise.published().keySet()) {
                if (one.get("scores").has(challenge)) {
                    List<LesionWiseScore> scores = BratsLesionWise.published().get(challenge).get().score(prediction, target);
                    compare(one.get("scores").get(challenge), scores, one.get("name").asText() + ", " + challenge);
                    compared++;
                }
            }
        }
        assertEquals(70, compared);
    }

    private static void compare(JsonNode expected, List<LesionWiseScore> scores, String where) {
        assertEquals(expected.size(), scores.size(), where);
        for (int i = 0; i < scores.size(); i++) {
            JsonNode one = expected.get(i);
            LesionWiseScore score = scores.get(i);
            String at = where + ", " + score.tissue();
            assertEquals(one.get("tissue").asText(), score.tissue(), where);
            assertEquals(one.get("truePositives").asInt(), score.truePositives(), at);
            assertEquals(one.get("falsePositives").asInt(), score.falsePositives(), at);
            assertEquals(one.get("falseNegatives").asInt(), score.falseNegatives(), at);
            assertEquals(one.get("dice").asDouble(), score.dice(), 1e-12, at);
            assertEquals(one.get("hausdorff95").asDouble(), score.hausdorff95(), 1e-9, at);
            assertEquals(one.get("surfaceDice").size(), score.surfaceDice().size(), at);
            for (int tolerance = 0; tolerance < score.surfaceDice().size(); tolerance++) {
                assertEquals(one.get("surfaceDice").get(tolerance).asDouble(), score.surfaceDice().get(tolerance), 1e-9, at);
            }
            assertEquals(one.get("wholeDice").asDouble(), score.whole().dice(), 1e-12, at);
            assertEquals(one.get("wholeHausdorff95").asDouble(), score.whole().hausdorff95(), 1e-9, at);
            assertEquals(one.get("sensitivity").asDouble(), score.whole().sensitivity(), 1e-12, at);
            assertEquals(one.get("specificity").asDouble(), score.whole().specificity(), 1e-12, at);
        }
    }

    /** The file is what {@code python lesionwise.py .} wrote with SciPy 1.16 and surface-distance 0.1. */
    @Test
    void scoresAreThoseOfTheDefinitions() throws IOException {
        try (InputStream in = BratsLesionWiseTest.class.getResourceAsStream("lesionwise.json")) {
            compare(new ObjectMapper().readTree(in));
        }
    }

    @Test
    void scoresAreThoseThatPythonFindsNow() throws IOException, InterruptedException {
        new PythonProgram(BratsLesionWiseTest.class, "lesionwise.py", List.of("scipy", "surface_distance")).run(folder);
        compare(new ObjectMapper().readTree(folder.resolve("lesionwise.json").toFile()));
    }

    /** By {@code python lesionwise.py . ../../shared/data/hippocampus/labelsTr/hippocampus_003.nii.gz}. */
    @Test
    void aShiftedHippocampusIsScoredAsInPython() throws IOException {
        Path file = Path.of("../../shared/data/hippocampus/labelsTr/hippocampus_003.nii.gz");
        if (!Files.exists(file)) {
            System.out.println("BratsLesionWiseTest: left out, there is no " + file.toAbsolutePath().normalize());
            return;
        }
        Volume labels = Volumes.read(file);
        Grid grid = labels.grid();
        float[] target = new float[grid.voxels()];
        float[] prediction = new float[grid.voxels()];
        for (int voxel = 0; voxel < target.length; voxel++) {
            target[voxel] = labels.voxels()[voxel] == 2 ? 3 : labels.voxels()[voxel];
            int x = voxel / grid.z() / grid.y() + 2;
            int y = voxel / grid.z() % grid.y() + 1;
            if (x < grid.x() && y < grid.y()) {
                prediction[(x * grid.y() + y) * grid.z() + voxel % grid.z()] = target[voxel];
            }
        }
        List<LesionWiseScore> scores = new ArrayList<>(BratsLesionWise.gli2023().score(labels.withVoxels(1, prediction),
                labels.withVoxels(1, target)));
        scores.addAll(BratsLesionWise.met2024().score(labels.withVoxels(1, prediction), labels.withVoxels(1, target)));
        double[][] expected = {{0.7685654637637936, 2.0},
            {0.7685654637637936, 2.0},
            {0.7099278979478647, 2.0},
            {0.7685654637637936, 2.0, 0.3059914392689016, 0.7478601959753923},
            {0.7685654637637936, 2.0, 0.3059914392689016, 0.7478601959753923},
            {0.7099278979478647, 2.0, 0.2573442995358402, 0.6991774348119859},
            {1.0, 0.0, 1.0, 1.0}};
        assertEquals(expected.length, scores.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i][0], scores.get(i).dice(), 1e-12);
            assertEquals(expected[i][1], scores.get(i).hausdorff95(), 1e-9);
            for (int tolerance = 0; tolerance < scores.get(i).surfaceDice().size(); tolerance++) {
                assertEquals(expected[i][2 + tolerance], scores.get(i).surfaceDice().get(tolerance), 1e-9);
            }
        }
    }

    private static Volume line(float... labels) {
        return new Volume(new Grid(labels.length, 1, 1, Affine.diagonal(1, 1, 1)), 1, labels);
    }

    @Test
    void unknownLabelsAndOtherGridsAreRefused() {
        assertEquals("lesion-wise: the target has the label 4.0, expected one of [0, 1, 2, 3] of BraTS 2023 GLI; until 2022 the"
                + " enhancing tumor was 4", assertThrows(IllegalArgumentException.class,
                () -> BratsLesionWise.gli2023().score(line(0, 3), line(4, 0))).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> BratsLesionWise.gli2023().score(line(0, 0.5f), line(0, 0)))
                .getMessage().startsWith("lesion-wise: the prediction has the label 0.5, expected one of"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> BratsLesionWise.gli2023().score(line(0, 1, 1), line(0, 0)))
                .getMessage().startsWith("lesion-wise: the prediction is 1 × 3×1×1 RAS and the target 1 × 2×1×1 RAS, expected"));
    }

    @Test
    void settingsAreChecked() {
        assertEquals("tissue: labels of ET are [0], expected at least one, above 0",
                assertThrows(IllegalArgumentException.class, () -> Tissue.of("ET", 1, 50, 0)).getMessage());
        assertEquals("tissue: ET has -1 dilations and ignores 50.0 mm³, expected 0 to 100 and at least 0",
                assertThrows(IllegalArgumentException.class, () -> Tissue.of("ET", -1, 50, 1)).getMessage());
        assertEquals("lesion-wise: found 0 tissues and the tolerances [], expected at least one, and none below 0",
                assertThrows(IllegalArgumentException.class, () -> new BratsLesionWise("none", List.of(), PredictedLesions.COMPONENTS,
                        new Penalty.GridDiagonal(), true, List.of())).getMessage());
    }
}
