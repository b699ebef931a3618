package dev.factorizer.models.runs;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.augmentation.UnknownLabels;
import dev.factorizer.io.bundle.Region;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Segments cases by sliding windows, as a model of the recipe would, and compares them with the truth: both on the network's grid, where
 * cases were prepared. On the scans' own grids, which {@code evaluate} takes, Dice is a little different.
 *
 * @param recipe of the training
 * @param cases prepared cases
 * @param context where to compute, and what is unknown
 * @param options of the network's program
 */
record CaseValidation(Recipe recipe, List<CaseSource> cases, RunContext context, CompileOptions options) {
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
                model.temperature(), model.windowWeights(), model.flips());
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        try (Segmenter segmenter = Segmenter.of(new TrainedModel(prepared, weights, Map.of()), context.backend(), options)) {
            for (int i = 0; i < cases.size(); i++) {
                int done = i;
                TrainingCase one = cases.get(i).open();
                VoxelBox all = whole(one.grid());
                Segmentation found = segmenter.segment(one.image(all), recipe.inference(),
                        _ -> listener.accept(new Progress(done, cases.size())));
                score(one.name(), found, one.label(all), scores);
                listener.accept(new Progress(i + 1, cases.size()));
            }
        }
        Map<String, Double> means = new LinkedHashMap<>();
        scores.forEach((region, each) -> means.put(region, mean(each)));
        return new ValidationScore(mean(means.values().stream().filter(Double::isFinite).toList()), means, cases.size(),
                (System.nanoTime() - start) * NANOSECOND);
    }

    /** Not a number if there is none. */
    private static double mean(List<Double> each) {
        return each.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private void score(String name, Segmentation found, Volume label, Map<String, List<Double>> scores) {
        Optional<Volume> split = recipe.regions().map(regions -> regions.apply(label));
        List<Region> regions = recipe.model().labels().regions();
        for (int channel = 0; channel < regions.size(); channel++) {
            String region = regions.get(channel).name();
            if (regions.get(channel).value() == 0) {
                continue;
            }
            List<Double> each = scores.computeIfAbsent(region, _ -> new ArrayList<>());
            if (wasLookedFor(name, channel)) {
                float[] mask = found.mask(region).voxels();
                float[] truth = split.isPresent() ? channel(split.get(), channel) : where(label, regions.get(channel).value());
                leaveOut(label, mask);
                leaveOut(label, truth);
                each.add(new Dice().of(mask, truth));
            }
        }
    }

    private boolean wasLookedFor(String name, int channel) {
        return context.unknown().map(unknown -> !unknown.missing().getOrDefault(name, Set.of()).contains(channel)).orElse(true);
    }

    /** Voxels that are not to be used are neither found nor missed. */
    private void leaveOut(Volume label, float[] mask) {
        OptionalInt ignored = context.unknown().map(UnknownLabels::ignored).orElse(OptionalInt.empty());
        if (ignored.isPresent()) {
            for (int i = 0; i < mask.length; i++) {
                mask[i] = label.voxels()[i] == ignored.getAsInt() ? 0 : mask[i];
            }
        }
    }

    private static float[] channel(Volume volume, int channel) {
        int voxels = volume.grid().voxels();
        return Arrays.copyOfRange(volume.voxels(), channel * voxels, (channel + 1) * voxels);
    }

    private static float[] where(Volume label, int value) {
        float[] mask = new float[label.voxels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = label.voxels()[i] == value ? 1 : 0;
        }
        return mask;
    }

    static VoxelBox whole(Grid grid) {
        return new VoxelBox(0, grid.x(), 0, grid.y(), 0, grid.z());
    }
}
