package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.networks.Factorizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** From a scan to its segmentation on real kernels: the same bits however it is run. */
class SegmentationBitsTest extends JvmTest {
    private static final Factorizer.Settings SETTINGS = Factorizer.Settings.swin(2, 1, List.of(16, 16, 16), List.of(8, 16));
    private static final List<String> CHANNELS = List.of("dwi", "adc");

    private static TrainedModel trained(ModelRecipe recipe) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(21, spec.name(), spec.shape())));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }

    private static TrainedModel lesion(Preprocessing preprocessing) {
        return trained(new ModelRecipe(SETTINGS, CHANNELS, preprocessing, Labels.isles22()));
    }

    /** A bright box in zeros, so that there is something to crop. */
    private static Volume scan(int x, int y, int z, Affine affine) {
        SplittableRandom random = new SplittableRandom(9);
        float[] voxels = new float[2 * x * y * z];
        for (int i = 0; i < voxels.length; i++) {
            int at = i % (x * y * z);
            boolean inside = at % z >= 2 && at % z < z - 3 && at / z % y >= 4 && at / z % y < y - 1 && at / z / y >= 3;
            voxels[i] = inside ? 1 + random.nextInt(1000) / 1000f : 0;
        }
        return new Volume(new Grid(x, y, z, affine), 2, voxels);
    }

    private static float[] probabilities(Segmenter segmenter, Volume scan) {
        return segmenter.segment(scan, SegmentationSettings.DEFAULT.withProbabilities(), progress -> { }).probabilities().voxels();
    }

    @Test
    void theSameBitsForAnyNumberOfThreadsAndOnceMore() {
        Volume scan = scan(40, 31, 27, Affine.of(0.9, 0.1, 0, 0, -0.1, 0.9, 0, 0, 0, 0.05, 1.4, 0, 0, 0, 0, 1));
        TrainedModel trained = lesion(Preprocessing.recipe(2, 16));
        float[] first = null;
        for (int threads = 1; threads <= 3; threads++) {
            try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", threads));
                    Segmenter segmenter = Segmenter.of(trained, backend)) {
                float[] found = probabilities(segmenter, scan);
                first = first == null ? found : first;
                assertArrayEquals(first, found, 0f, threads + " threads");
                assertArrayEquals(first, probabilities(segmenter, scan), 0f, "once more");
            }
        }
    }
}
