package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.ChannelNormalization;
import dev.factorizer.io.transforms.NormalizeChannels;
import dev.factorizer.io.transforms.ResampleToSpacing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was planned for small data sets of different kinds is trained for two steps as it stands. */
class PlannedTrainingTest {
    private static final int CASES = 3;

    @TempDir
    private Path folder;

    private Path data;

    /** Bright boxes in noise; a label for each of some values, side by side. */
    private void write(Grid grid, float dark, int channels, int labels) throws IOException {
        data = folder.resolve("Dataset001_Boxes");
        for (String part : List.of("imagesTr", "labelsTr")) {
            Files.createDirectories(data.resolve(part));
        }
        for (int i = 0; i < CASES; i++) {
            SplittableRandom random = new SplittableRandom(i);
            float[] truth = new float[grid.voxels()];
            for (int x = grid.x() / 4; x < grid.x() * 3 / 4; x++) {
                for (int y = grid.y() / 4; y < grid.y() * 3 / 4; y++) {
                    for (int z = grid.z() / 4; z < Math.max(grid.z() / 4 + 1, grid.z() * 3 / 4); z++) {
                        truth[(x * grid.y() + y) * grid.z() + z] = 1 + (x - grid.x() / 4) * labels / (grid.x() / 2 + 1);
                    }
                }
            }
            for (int channel = 0; channel < channels; channel++) {
                float[] voxels = new float[grid.voxels()];
                for (int at = 0; at < voxels.length; at++) {
                    voxels[at] = truth[at] == 0 ? dark + random.nextInt(40) : 100 * (1 + truth[at]) + random.nextInt(40);
                }
                Volumes.write(new Volume(grid, 1, voxels), data.resolve("imagesTr/case" + i + "_000" + channel + ".nii.gz"));
            }
            Volumes.write(new Volume(grid, 1, truth), data.resolve("labelsTr/case" + i + ".nii.gz"));
        }
    }

    private void describe(String channels, String labels) throws IOException {
        Files.writeString(data.resolve("dataset.json"), "{\"channel_names\": " + channels + ", \"labels\": " + labels
                + ", \"numTraining\": " + CASES + ", \"file_ending\": \".nii.gz\"" + (labels.contains("[")
                ? ", \"regions_class_order\": [1, 2]" : "") + "}");
    }

    /** Plans within little memory, then trains within as little. */
    private Recipe planned(Object... options) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Object[] arguments = new Object[options.length + 10];
        System.arraycopy(new Object[] {"plan", data, "--backend", "jvm", "--seconds-per-step", 1, "--memory", "190M", "--output", recipe}, 0,
                arguments, 0, 10);
        System.arraycopy(options, 0, arguments, 10, options.length);
        CommandRun run = CommandRun.of(arguments);
        assertEquals(0, run.code(), run.err());
        CommandRun training = CommandRun.of("train", data, "--backend", "jvm", "--recipe", recipe, "--output", folder.resolve("run"), "--memory",
                "190M", "--fold", 0, "--epochs", 1, "--set", "training.stepsPerEpoch=2");
        assertEquals(0, training.code(), training.err());
        assertTrue(Files.isDirectory(folder.resolve("run/fold_0/last.bundle")), training.out());
        return Recipes.read(recipe);
    }

    @Test
    void tomographyInThickSlices() throws IOException {
        write(new Grid(40, 36, 8, Affine.diagonal(-0.8, -0.8, 5)), -1000, 1, 1);
        describe("{\"0\": \"venous\"}", "{\"background\": 0, \"organ\": 1}");
        Recipe recipe = planned();
        assertEquals(Optional.of(new ResampleToSpacing(List.of(0.8, 0.8, 5.0), ResampleToSpacing.Content.IMAGE)),
                recipe.model().preprocessing().spacing());
        NormalizeChannels normalization = (NormalizeChannels) recipe.model().preprocessing().normalization().orElseThrow();
        assertEquals(ChannelNormalization.Ct.class, normalization.schemes().getFirst().getClass());
        assertEquals(List.of(40, 40, 8), recipe.model().network().window());
    }

    @Test
    void regionsInTwoChannels() throws IOException {
        write(new Grid(16, 18, 17, Affine.diagonal(1, 1, 1)), 0, 2, 2);
        describe("{\"0\": \"T1\", \"1\": \"T2\"}", "{\"background\": 0, \"whole\": [1, 2], \"core\": 2}");
        Recipe recipe = planned("--network", "factorizer");
        assertEquals(List.of(Set.of(1, 2), Set.of(2)), recipe.regions().orElseThrow().regions());
        assertEquals(List.of("T1", "T2"), recipe.model().channels());
    }

    @Test
    void singleSlices() throws IOException {
        write(new Grid(64, 48, 1, Affine.diagonal(1, 1, 1)), 0, 1, 2);
        describe("{\"0\": \"microscope\"}", "{\"background\": 0, \"cell\": 1, \"border\": 2}");
        Recipe recipe = planned();
        assertEquals(List.of(64, 48), recipe.model().network().window());
        assertEquals(3, recipe.model().labels().regions().size());
    }
}
