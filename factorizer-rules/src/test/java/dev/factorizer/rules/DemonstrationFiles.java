package dev.factorizer.rules;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the demonstration leaves behind, in small and untrained, for programs that start from there. */
final class DemonstrationFiles {
    static final Grid GRID = new Grid(20, 18, 16, Affine.of(-4, 0, 0, 40, 0, 4, 0, -36, 0, 0, 4, -32, 0, 0, 0, 1));

    private DemonstrationFiles() { }

    static void write(Path folder) throws IOException {
        ModelRecipe recipe = new ModelRecipe(Factorizer.Settings.swin(1, 1, List.of(16, 16, 16), List.of(8, 16)), List.of("t1"),
                Preprocessing.none(), Labels.isles22());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(1, spec.name(), spec.shape())));
        }
        Files.createDirectories(folder.resolve("case-01"));
        new TrainedModel(recipe, weights, Map.of()).write(folder.resolve("lesions.bundle"));
        SplittableRandom random = new SplittableRandom(2);
        float[] voxels = new float[GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(1000);
        }
        Volumes.write(new Volume(GRID, 1, voxels), folder.resolve("case-01/head.nii.gz"));
    }
}
