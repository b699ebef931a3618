package dev.factorizer.models.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    @TempDir
    private Path folder;

    private Path bundle() throws IOException {
        ModelRecipe recipe = new ModelRecipe(Factorizer.Settings.swin(1, 1, List.of(8, 8, 8), List.of(8, 16)), List.of("t1"),
                Preprocessing.none(), Labels.isles22());
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(3, spec.name(), spec.shape())));
        }
        Path bundle = folder.resolve("tiny.bundle");
        new TrainedModel(recipe, weights, Map.of()).write(bundle);
        return bundle;
    }

    /** A map's own order, if it has none, is another one in each process. */
    @Test
    void recordsHaveWhatTheyRestOnInTheGivenOrderAndNameTheVersion() throws IOException {
        Path bundle = bundle();
        Grid grid = new Grid(8, 8, 8, Affine.diagonal(1, 1, 1));
        Path image = folder.resolve("head.nii");
        Volumes.write(new Volume(grid, 1, new float[grid.voxels()]), image);
        ScanFiles scan = ScanFiles.of(List.of(image));
        Map<String, Object> about = new LinkedHashMap<>();
        for (String name : List.of("zinc", "argon", "xenon", "boron", "radon", "carbon", "neon", "iron")) {
            about.put(name, about.size());
        }
        try (Segmenter segmenter = Segmenter.open(bundle, new ReferenceBackend())) {
            Predictor predictor = Predictor.of(segmenter).withBundles(List.of(bundle)).withAbout(about);
            Path record = predictor.predict(scan, folder.resolve("head"), _ -> { }, _ -> { }).provenance();
            String text = Files.readString(record);
            Map<String, Object> identity = identity(text, record);
            assertEquals(List.copyOf(about.keySet()), List.copyOf(((Map<?, ?>) identity.get("about")).keySet()));
            assertTrue(predictor.isDone(scan, folder.resolve("head")));
            String version = "\"version\" : \"" + identity.get("version") + "\"";
            assertTrue(text.contains(version), text);
            Files.writeString(record, text.replace(version, "\"version\" : \"0.0.1\""));
            assertFalse(predictor.isDone(scan, folder.resolve("head")), "another version may compute other numbers");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> identity(String text, Path record) throws IOException {
        return (Map<String, Object>) JsonTree.parse(text.getBytes(StandardCharsets.UTF_8), record, "a record in JSON").get("identity");
    }
}
