package com.example.volumes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.inject.Guice;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another segmenter is injected, whose network says the same of every voxel. */
class VolumeReportTest {
    private static final Factorizer.Settings NETWORK = Factorizer.Settings.swin(1, 1, List.of(16, 16, 16), List.of(8, 16));

    @TempDir
    private Path folder;

    /** All weights are 0 but the last bias, which decides. */
    private static TrainedModel constant(float logit, Backend backend) {
        Map<String, Tensor> weights;
        try (Trainer trainer = Training.of(NETWORK, new DiceCrossEntropy(), new AdamW(1e-3, 0)).on(backend).start(Shape.of(1, 1, 16, 16, 16))) {
            weights = new LinkedHashMap<>(trainer.weights());
        }
        weights.replaceAll((name, weight) -> {
            float[] values = new float[Math.toIntExact(weight.shape().elements())];
            Arrays.fill(values, name.equals("head.bias") ? logit : 0);
            return Tensor.of(weight.shape(), values);
        });
        return new TrainedModel(new ModelRecipe(NETWORK, List.of("image"), Preprocessing.none(), new Labels(List.of(new Region("lesion", 1)))),
                weights, Map.of());
    }

    private double milliliters(float logit) throws IOException {
        Path scan = folder.resolve("scan.nii.gz");
        Volumes.write(new Volume(new Grid(20, 20, 20, Affine.diagonal(2, 1, 1)), 1, new float[20 * 20 * 20]), scan);
        try (Backend backend = Backends.best(); Segmenter segmenter = Segmenter.of(constant(logit, backend), backend)) {
            VolumeReport report = Guice.createInjector(binder -> binder.bind(Segmenter.class).toInstance(segmenter))
                    .getInstance(VolumeReport.class);
            return report.of(scan).get("lesion");
        }
    }

    @Test
    void allOfAScan() throws IOException {
        assertEquals(16, milliliters(9), 1e-9, "8000 voxels of 2 mm³");
    }

    @Test
    void nothingOfAScan() throws IOException {
        assertEquals(0, milliliters(-9));
    }
}
