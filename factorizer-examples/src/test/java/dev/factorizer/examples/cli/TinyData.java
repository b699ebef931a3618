package dev.factorizer.examples.cli;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.operations.Philox;
import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.recipes.FoldSettings;
import dev.factorizer.models.recipes.LengthSettings;
import dev.factorizer.models.recipes.RateCourse;
import dev.factorizer.models.recipes.RateSettings;
import dev.factorizer.models.recipes.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Cases of a bright and a brighter box in noise, and a recipe that learns them in moments. */
final class TinyData {
    private static final int EDGE = 10;

    private TinyData() { }

    static DataList write(Path folder, int cases) throws IOException {
        for (int i = 0; i < cases; i++) {
            writeCase(folder, i, new Grid(EDGE, EDGE + i % 3, EDGE, Affine.diagonal(1, 1, 1)));
        }
        return DataLists.read(folder);
    }

    static Path image(Path folder, int number) {
        return folder.resolve("images").resolve("case" + number + ".nii");
    }

    static Path label(Path folder, int number) {
        return folder.resolve("labels").resolve("case" + number + ".nii");
    }

    static void writeCase(Path folder, int number, Grid grid) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("labels"));
        float[] image = new float[grid.voxels()];
        float[] label = new float[image.length];
        int[] words = new int[4];
        for (int i = 0; i < image.length; i++) {
            int x = i / grid.z() / grid.y();
            int y = i / grid.z() % grid.y();
            label[i] = x >= 2 && x < 5 + number % 2 && y > 2 && y < 8 ? 1 : x >= 6 && y > 2 && y < 8 ? 2 : 0;
            Philox.block(number, 0, i, words);
            image[i] = label[i] + (words[0] >>> 8) * 0x1p-25f;
        }
        Volumes.write(new Volume(grid, 1, image), image(folder, number));
        Volumes.writeLabels(new Volume(grid, 1, label), label(folder, number));
    }

    static Recipe recipe(LengthSettings length) {
        return recipe(length, List.of(8, 8, 8), 2e-3);
    }

    static Recipe recipe(LengthSettings length, List<Integer> window, double rate) {
        NetworkSettings network = window.size() == 3 ? Factorizer.Settings.swin(1, 3, window, List.of(8))
                : DynUNet.Settings.plain(1, 3, window, List.of(4, 4, 8));
        Labels labels = Labels.exclusive(List.of(new Region("background", 0), new Region("bright", 1), new Region("brighter", 2)));
        ModelRecipe model = new ModelRecipe(network, List.of("image"), Preprocessing.none(), labels);
        List<Integer> patch = Recipe.patch(network);
        Augmentation published = Augmentation.recipe(8);
        // Rotations out of a slice need more than one.
        Augmentation augmentation = patch.equals(List.of(8, 8, 8)) ? published : Augmentation.none(patch);
        Recipe recipe = new Recipe("tiny", model, Optional.empty(), Map.of(), new FoldSettings(2, 3), augmentation,
                ExclusiveClasses.nnUNet(false),
                new AdamW(rate, 1e-3), new RateSettings(new RateCourse.OneRiseOneFall(0.3, 0.1, 0.01), RateSettings.Unit.STEP), length,
                SegmentationSettings.DEFAULT, 5);
        return window.size() == 3 ? recipe.with("network.dropout", "0.1") : recipe;
    }

    /** Epochs of three steps. */
    static LengthSettings length(int epochs) {
        return new LengthSettings(epochs, OptionalInt.of(3), 2, 1, Optional.empty(), OptionalDouble.empty(), List.of(), 1, OptionalInt.empty());
    }

    /** All that a length can ask for: steps of two batches, clipped; an average of the weights; a validation every second epoch. */
    static LengthSettings full(int epochs) {
        return new LengthSettings(epochs, OptionalInt.of(3), 2, 2, Optional.of(new GradientClipping(1)), OptionalDouble.of(0.9), List.of(), 2,
                OptionalInt.of(9));
    }
}
