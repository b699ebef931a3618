package dev.factorizer.contract;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From a state dict of the original to probabilities: import, bundle, segmenter. */
final class ImportedPrediction {
    private static final SegmentationSettings KEPT = SegmentationSettings.DEFAULT.withProbabilities();

    private ImportedPrediction() { }

    /** The greatest difference from the original's probabilities for the first image. */
    static double difference(PyTorchTraining recorded, Backend backend, Path stateDict, Path bundle) throws IOException {
        CheckpointImport.read(stateDict, recipe(recorded)).write(bundle);
        float[] found;
        try (Segmenter segmenter = Segmenter.open(bundle, backend)) {
            found = segmenter.segment(scan(recorded), KEPT, progress -> { }).probabilities().voxels();
        }
        int voxels = found.length / recorded.network().outputChannels();
        double worst = 0;
        for (Map.Entry<Integer, List<Double>> voxel : recorded.logits().entrySet()) {
            double[] expected = probabilities(voxel.getValue(), recorded.recipe().classes());
            for (int channel = 0; channel < expected.length; channel++) {
                worst = Math.max(worst, Math.abs(found[channel * voxels + voxel.getKey()] - expected[channel]));
            }
        }
        return worst;
    }

    private static double[] probabilities(List<Double> logits, boolean classes) {
        double sum = logits.stream().mapToDouble(Math::exp).sum();
        return logits.stream().mapToDouble(logit -> classes ? Math.exp(logit) / sum : 1 / (1 + Math.exp(-logit))).toArray();
    }

    private static ModelRecipe recipe(PyTorchTraining recorded) {
        List<String> channels = IntStream.range(0, recorded.network().inputChannels()).mapToObj(i -> "channel " + i).toList();
        // Among classes the first is the background.
        int first = recorded.recipe().classes() ? 0 : 1;
        List<Region> regions = IntStream.range(0, recorded.network().outputChannels())
                .mapToObj(i -> new Region("region " + i, first + i)).toList();
        return new ModelRecipe(recorded.network(), channels, Preprocessing.none(),
                recorded.recipe().classes() ? Labels.exclusive(regions) : new Labels(regions));
    }

    /** The first image on a grid of one voxel per millimeter; of two axes, as a single slice. */
    private static Volume scan(PyTorchTraining recorded) {
        int[] sizes = recorded.images().spatial().sizes();
        Grid grid = new Grid(sizes[0], sizes[1], sizes.length > 2 ? sizes[2] : 1, Affine.diagonal(1, 1, 1));
        int count = grid.voxels() * recorded.images().size(1);
        return new Volume(grid, recorded.images().size(1), Arrays.copyOf(recorded.imagesData().toFloats(), count));
    }
}
