package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.IterativeNetwork;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.NetworkDescription;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.models.networks.Encoder;
import dev.factorizer.models.networks.Factorizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        new ModelBundle(new NetworkDescription("com.example.unknown", good.network().settings()), good.channels(),
                good.preprocessing(), good.labels(), good.tiling(), good.provenance(), good.weights()).write(path);
        String unknown = assertThrows(MalformedFileException.class, () -> TrainedModel.read(path)).getMessage();
        assertTrue(unknown.startsWith(path + ": model: the network is a \"com.example.unknown\", which no module here provides, expected")
                && unknown.contains("\"factorizer\"") && unknown.endsWith("; put the module that provides it on the module path"),
                unknown);
        new ModelBundle(good.network(), List.of("dwi"), good.preprocessing(), good.labels(), good.tiling(),
                good.provenance(), good.weights()).write(path);
        assertMessage(path, "model: channels are [dwi], expected a name for each of the network's 2 input channels");
        new ModelBundle(good.network(), Collections.nCopies(100_000, "dwi"), good.preprocessing(), good.labels(), good.tiling(),
                good.provenance(), good.weights()).write(path);
        assertMessage(path, "model: channels are [dwi" + ", dwi".repeat(99) + ",…, expected a name for each of the network's 2"
                + " input channels");
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
        assertMessage(path, "settings: \"iteration\" is unknown; did you mean \"iterations\"?");
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
        Factorizer.Settings whole = Factorizer.Settings.swin(1, 1, List.of(16, 16), List.of(8, 16));
        Factorizer.Settings half = new Factorizer.Settings(1, 1, List.of(16, 16), new Encoder(List.of(8, 16), List.of(1, 1),
                List.of(2, 2)), whole.decoder(), whole.bottleneck(), whole.mixing());
        assertEquals("model: the network makes 1×1×8×8 of 1×1×16×16, expected a result for each voxel", assertThrows(IllegalArgumentException.class, () -> trained(new ModelRecipe(half, List.of("fundus"),
                        Preprocessing.none(), Labels.isles22()))).getMessage());
    }

    @Test
    void publishedRecipesFitTheirNetworks() {
        assertEquals(141, PublishedRecipes.brats23().program().parameters().size());
        assertEquals(141, PublishedRecipes.isles22().program().parameters().size());
        assertEquals(List.of(3, 1, 2), PublishedRecipes.brats23().labels().regions().stream().map(Region::value).toList());
        assertEquals(0.5, PublishedRecipes.isles22().overlap());
    }

    private static int iterations(TrainedModel model) {
        return ((IterativeNetwork) model.recipe().network()).iterations();
    }

    @Test
    void iterationsChangeWithoutTheWeights() {
        TrainedModel model = trained(RECIPE);
        TrainedModel fewer = model.withIterations(2);
        assertEquals(2, iterations(fewer));
        assertEquals(model.weights(), fewer.weights());
        assertEquals(5, iterations(fewer.withIterations(5)));
    }

    /** Small files that ask for the work of years, or for all memory. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            encoderDepths|[1000000, 1]|ask for 1,000,002 blocks of at least 11 tensors
            encoderDepths|[2147483647, 2147483647]|ask for 4,294,967,295 blocks
            decoderDepths|[70]|ask for 72 blocks
            iterations|2147483647|iterations is 2147483647, expected at most 1000
            gradientSteps|1000000000|gradientSteps is 1000000000, expected at most 1000
            rank|2147483647|rank is 2147483647, expected at most 65536
            widths|[8, 2147483647]|widths is [8, 2147483647], expected numbers of at most 65536
            outputChannels|2000000000|outputChannels is 2000000000, expected a number from 1 to 65536
            inputChannels|2000000000|inputChannels is 2000000000, expected a number from 1 to 65536
            mlpRatio|1e300|mlpRatio is 1.0E300, expected at most 1048576 hidden channels
            spatialSize|[65536, 65536, 65536]|spatialSize is [65536, 65536, 65536], expected at most 134217728 voxels
            spatialSize|[1000000, 8, 8]|expected numbers of at most 65536
            spatialSize|[512, 512, 512]|a positional embedding of 268,435,456 values
            solvers|["hals"*100]|solvers is
            shifts|[1*100]|shifts is
            """)
    void settingsThatAskForTooMuchAreRefusedBeforeTheWork(String name, String value, String complaint, @TempDir Path folder)
            throws IOException {
        ModelBundle good = trained(RECIPE).toBundle();
        Map<String, Object> settings = new LinkedHashMap<>(good.network().settings());
        settings.put(name, parsed(value));
        Path path = folder.resolve("bomb");
        new ModelBundle(new NetworkDescription("factorizer", settings), good.channels(), good.preprocessing(),
                good.labels(), name.equals("spatialSize") ? new Tiling(integers(value), 0.5) : good.tiling(),
                good.provenance(), good.weights()).write(path);
        String message = assertTimeoutPreemptively(Duration.ofSeconds(10), () ->
                assertThrows(MalformedFileException.class, () -> TrainedModel.read(path))).getMessage();
        assertTrue(message.startsWith(path + ": ") && message.contains(complaint) && message.length() < 1000, message);
    }

    private static List<Integer> integers(String list) {
        return Stream.of(list.replaceAll("[\\[\\] ]", "").split(",")).map(Integer::valueOf).toList();
    }

    private static Object parsed(String value) {
        return value.equals("[\"hals\"*100]") ? Collections.nCopies(100, "hals") : value.equals("[1*100]")
                ? Collections.nCopies(100, 1) : value.startsWith("[") ? integers(value) : Double.valueOf(value);
    }

    @Test
    void overlapsAndPaddingThatNobodyCanWaitForAreRefused() {
        NetworkSettings network = RECIPE.network();
        assertEquals("model: overlap is 0.99999, expected 0 to 0.9", assertThrows(IllegalArgumentException.class,
                () -> new ModelRecipe(network, RECIPE.channels(), RECIPE.preprocessing(), RECIPE.labels(), 0.99999)).getMessage());
        Preprocessing padded = new Preprocessing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(new SpatialPad(Integer.MAX_VALUE)));
        String message = assertThrows(IllegalArgumentException.class,
                () -> new ModelRecipe(network, RECIPE.channels(), padded, RECIPE.labels())).getMessage();
        assertTrue(message.startsWith("model: images are padded to [2147483647, 2147483647, 2147483647] voxels"), message);
    }
}
