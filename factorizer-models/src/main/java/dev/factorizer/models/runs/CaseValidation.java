package dev.factorizer.models.runs;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.metrics.Dice;
import dev.factorizer.models.recipes.Recipe;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Segments cases by sliding windows, as a model of the recipe would, and compares them with the truth: both on the network's grid, where
 * cases were prepared. On the scans' own grids, which {@code evaluate} takes, Dice is a little different.
 *
 * @param recipe of the training
 * @param cases prepared cases
 * @param backend where to compute
 * @param options of the network's program
 */
record CaseValidation(Recipe recipe, List<CaseSource> cases, Backend backend, CompileOptions options) {
    private static final double NANOSECOND = 1e-9;

    /**
     * Validates.
     *
     * @param weights of the network
     * @param listener receives the progress after each window, in cases; what it throws ends the validation
     * @return the score
     * @throws IOException if a case can't be read
     */
    ValidationScore run(Map<String, Tensor> weights, Consumer<Progress> listener) throws IOException {
        long start = System.nanoTime();
        ModelRecipe model = recipe.model();
        // The cases lie on the network's grid already.
        ModelRecipe prepared = new ModelRecipe(model.network(), model.channels(), Preprocessing.none(), model.labels(), model.overlap(),
                model.temperature());
        Map<String, Double> sums = new LinkedHashMap<>();
        try (Segmenter segmenter = Segmenter.of(new TrainedModel(prepared, weights, Map.of()), backend, options)) {
            for (int i = 0; i < cases.size(); i++) {
                int done = i;
                TrainingCase one = cases.get(i).open();
                VoxelBox all = whole(one.grid());
                Segmentation found = segmenter.segment(one.image(all), recipe.inference(),
                        _ -> listener.accept(new Progress(done, cases.size())));
                score(found, one.label(all), sums);
                listener.accept(new Progress(i + 1, cases.size()));
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((region, sum) -> means.put(region, sum / cases.size()));
        double mean = means.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return new ValidationScore(mean, means, cases.size(), (System.nanoTime() - start) * NANOSECOND);
    }

    private void score(Segmentation found, Volume label, Map<String, Double> sums) {
        int channels = recipe.model().labels().regions().size();
        Volume split = recipe.regions().map(regions -> regions.apply(label)).orElse(label);
        for (int channel = 0; channel < channels; channel++) {
            if (recipe.model().labels().regions().get(channel).value() == 0) {
                continue;
            }
            String region = recipe.model().labels().regions().get(channel).name();
            float[] truth = recipe.regions().isPresent() ? channel(split, channel) : where(label, channel);
            sums.merge(region, new Dice().of(found.mask(region).voxels(), truth), Double::sum);
        }
    }

    private static float[] channel(Volume volume, int channel) {
        int voxels = volume.grid().voxels();
        float[] values = new float[voxels];
        System.arraycopy(volume.voxels(), channel * voxels, values, 0, voxels);
        return values;
    }

    /** Of classes that exclude each other, a map of labels holds the number of the channel. */
    private static float[] where(Volume label, int channel) {
        float[] mask = new float[label.voxels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = label.voxels()[i] == channel ? 1 : 0;
        }
        return mask;
    }

    static VoxelBox whole(Grid grid) {
        return new VoxelBox(0, grid.x(), 0, grid.y(), 0, grid.z());
    }
}
