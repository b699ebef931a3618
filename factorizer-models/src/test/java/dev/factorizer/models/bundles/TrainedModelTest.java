package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.NetworkDescription;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainedModelTest {
    private static final ModelRecipe RECIPE = new ModelRecipe(Factorizer.Settings.swin(2, 3, List.of(16, 8, 8),
            List.of(8, 16)), List.of("dwi", "adc"), Preprocessing.recipe(2, 16), Labels.brats23(), 0.25);
    private static final ModelRecipe PLANE = new ModelRecipe(Factorizer.Settings.swin(1, 1, List.of(16, 16),
            List.of(8, 16)), List.of("fundus"), Preprocessing.none(), Labels.isles22());

    private static TrainedModel trained(ModelRecipe recipe) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(4, spec.name(), spec.shape())));
        }
        return new TrainedModel(recipe, weights, Map.of("data", "made up", "steps", 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"folder", "archive.zip"})
    void comesBackFromItsBundleAsItWas(String name, @TempDir Path folder) throws IOException {
        for (ModelRecipe recipe : List.of(RECIPE, PLANE)) {
            TrainedModel model = trained(recipe);
            model.write(folder.resolve(name));
            TrainedModel read = TrainedModel.read(folder.resolve(name));
            assertEquals(recipe, read.recipe());
            assertEquals(model.provenance().toString(), read.provenance().toString());
            assertEquals(model.weights().keySet(), read.weights().keySet());
            model.weights().forEach((key, tensor) ->
                    assertArrayEquals(tensor.toFloats(), read.weights().get(key).toFloats(), key));
        }
    }

    @Test
    void bundlesThatDoNotFitAreRefusedByName(@TempDir Path folder) throws IOException {
        ModelBundle good = trained(RECIPE).toBundle();
        Path path = folder.resolve("other");
        new ModelBundle(new NetworkDescription("deconver", good.network().settings()), good.channels(),
                good.preprocessing(), good.labels(), good.tiling(), good.provenance(), good.weights()).write(path);
        assertMessage(path, "model: the network is a \"deconver\", expected a \"factorizer\"");
        new ModelBundle(good.network(), List.of("dwi"), good.preprocessing(), good.labels(), good.tiling(),
                good.provenance(), good.weights()).write(path);
        assertMessage(path, "model: channels are [dwi], expected a name for each of the network's 2 input channels");
        new ModelBundle(good.network(), good.channels(), good.preprocessing(), Labels.isles22(), good.tiling(),
                good.provenance(), good.weights()).write(path);
        assertMessage(path, "model: regions are [lesion], expected one for each of the network's 3 output channels");
        new ModelBundle(good.network(), good.channels(), good.preprocessing(), good.labels(), new Tiling(16),
                good.provenance(), good.weights()).write(path);
        assertMessage(path, "model: the sliding window is [16, 16, 16], expected the network's [16, 8, 8]");
        Map<String, Object> typo = new LinkedHashMap<>(good.network().settings());
        typo.put("iteration", 3);
        new ModelBundle(new NetworkDescription("factorizer", typo), good.channels(), good.preprocessing(), good.labels(),
                good.tiling(), good.provenance(), good.weights()).write(path);
        assertMessage(path, "settings: [iteration] is not known here; remove or correct it");
        new ModelBundle(good.network(), good.channels(), good.preprocessing(), good.labels(), good.tiling(),
                good.provenance(), trained(PLANE).toBundle().weights()).write(path);
        String message = assertThrows(MalformedFileException.class, () -> TrainedModel.read(path)).getMessage();
        assertTrue(message.startsWith(path + ": model: the state dict does not fit the network:\n  misshapen: stem.weight has"
                + " shape 8×1×3×3, expected 8×2×3×3×3\n"), message);
    }

    private static void assertMessage(Path path, String message) {
        assertEquals(path + ": " + message,
                assertThrows(MalformedFileException.class, () -> TrainedModel.read(path)).getMessage());
    }

    @Test
    void aResultForEachVoxelIsNeeded() {
        Factorizer.Settings half = new Factorizer.Settings(1, 1, List.of(16, 16), List.of(8, 16), List.of(1, 1), List.of(1),
                List.of(2, 2), 4, PLANE.settings().positionalEmbedding(), 0, 0, PLANE.settings().windows(),
                PLANE.settings().factorization());
        assertEquals("model: the network makes 1×1×8×8 of 1×1×16×16, expected a result for each voxel; its first stride must"
                + " be 1", assertThrows(IllegalArgumentException.class, () -> trained(new ModelRecipe(half, List.of("fundus"),
                        Preprocessing.none(), Labels.isles22()))).getMessage());
    }

    @Test
    void publishedRecipesFitTheirNetworks() {
        assertEquals(141, ModelRecipe.brats23().program().parameters().size());
        assertEquals(141, ModelRecipe.isles22().program().parameters().size());
        assertEquals(List.of(3, 1, 2), ModelRecipe.brats23().labels().merge().values());
        assertEquals(0.5, ModelRecipe.isles22().overlap());
    }

    @Test
    void iterationsChangeWithoutTheWeights() {
        TrainedModel model = trained(RECIPE);
        TrainedModel fewer = model.withIterations(2);
        assertEquals(2, fewer.recipe().settings().factorization().iterations());
        assertEquals(model.weights(), fewer.weights());
        assertEquals(5, fewer.withIterations(5).recipe().settings().factorization().iterations());
    }
}
