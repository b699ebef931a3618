package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.NetworkDescription;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.layers.ActivationLayer;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.ConvolutionLayer;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.networks.StateDict;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that this project does not know, all the way: training, bundle, import, segmenter. */
class OwnNetworkTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final NetworkKinds KINDS = new NetworkKinds(List.of(new Kind()));
    private static final Chain CHAIN = new Chain(2, 1, List.of(4, 4), 2);

    /** Convolutions one after the other. */
    private record Chain(int inputChannels, int outputChannels, List<Integer> window, int depth) implements NetworkSettings {
        @Override
        public String kind() {
            return "com.example.chain";
        }

        @Override
        public Network network() {
            return (at, x) -> {
                Value y = x;
                for (int i = 0; i < depth; i++) {
                    y = at.apply("blocks." + i, ConvolutionLayer.of(3).withoutBias(), y);
                    y = at.apply("norms." + i, new BatchNormalization(), y);
                    y = at.apply("active", ActivationLayer.relu(), y);
                }
                return List.of(at.apply("head", ConvolutionLayer.head(outputChannels), y));
            };
        }

        @Override
        public Map<String, Object> toTree() {
            return new SettingsWriter().put("inputChannels", inputChannels).put("outputChannels", outputChannels)
                    .put("window", window).put("depth", depth).toTree();
        }
    }

    /** Any network under the settings of a chain. */
    private record Fixed(Network network) implements NetworkSettings {
        @Override
        public String kind() {
            return "com.example.fixed";
        }

        @Override
        public int inputChannels() {
            return 2;
        }

        @Override
        public int outputChannels() {
            return 1;
        }

        @Override
        public List<Integer> window() {
            return List.of(4, 4);
        }

        @Override
        public Map<String, Object> toTree() {
            return Map.of();
        }
    }

    private static final class Kind implements NetworkKind {
        @Override
        public String name() {
            return "com.example.chain";
        }

        @Override
        public NetworkSettings read(SettingsReader settings) {
            return new Chain(settings.integer("inputChannels"), settings.integer("outputChannels"), settings.integers("window"),
                    settings.integer("depth"));
        }
    }

    private static ModelRecipe recipe(NetworkSettings network) {
        return new ModelRecipe(network, List.of("dwi", "adc"), Preprocessing.none(), Labels.isles22());
    }

    private static Map<String, Tensor> trained(Path folder) throws IOException {
        Training training = Training.of(CHAIN, new BinaryCrossEntropy(), new AdamW(1e-2, 0)).on(BACKEND).withSeed(2);
        Shape images = Shape.of(2, 2, 4, 4);
        float[] voxels = new float[64];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i % 7 / 7f;
        }
        Tensor x = Tensor.of(images, voxels);
        Tensor target = Tensor.of(Shape.of(2, 1, 4, 4), new float[32]);
        try (Trainer trainer = training.start(images)) {
            trainer.step(x, target);
            trainer.save(folder);
        }
        try (Trainer resumed = training.resume(folder)) {
            resumed.step(x, target);
            return resumed.weights();
        }
    }

    @Test
    void goesAllTheWay(@TempDir Path folder) throws IOException {
        Map<String, Tensor> weights = trained(folder.resolve("run"));
        assertEquals(2, weights.get("norms.1.num_batches_tracked").toFloats()[0]);
        TrainedModel model = new TrainedModel(recipe(CHAIN), weights, Map.of());
        model.write(folder.resolve("chain.zip"));
        TrainedModel read = TrainedModel.read(folder.resolve("chain.zip"), KINDS);
        assertEquals(model.recipe(), read.recipe());
        StateDict.toWeights(weights, Map.of()).write(folder.resolve("chain.safetensors"));
        TrainedModel imported = CheckpointImport.read(folder.resolve("chain.safetensors"), recipe(CHAIN));
        weights.forEach((name, tensor) -> {
            assertArrayEquals(tensor.toFloats(), read.weights().get(name).toFloats(), name);
            assertArrayEquals(tensor.toFloats(), imported.weights().get(name).toFloats(), name);
        });
        Volume scan = new Volume(new Grid(6, 5, 2, Affine.diagonal(1, 1, 1)), 2, new float[120]);
        try (Segmenter segmenter = Segmenter.of(read, BACKEND)) {
            Segmentation found = segmenter.segment(scan);
            assertEquals(scan.grid(), found.labels().grid());
            assertEquals("model: a network of the kind \"com.example.chain\" does not iterate, expected one that does, such as a"
                    + " \"factorizer\"", assertThrows(IllegalArgumentException.class, () -> segmenter.withIterations(2)).getMessage());
        }
    }

    @Test
    void withoutItsModuleABundleIsRefused(@TempDir Path folder) throws IOException {
        Path bundle = folder.resolve("chain.zip");
        new TrainedModel(recipe(CHAIN), trained(folder.resolve("run")), Map.of()).write(bundle);
        String message = assertThrows(MalformedFileException.class, () -> TrainedModel.read(bundle)).getMessage();
        assertTrue(message.startsWith(bundle + ": model: the network is a \"com.example.chain\", which no module here provides,"
                + " expected ") && message.contains("\"factorizer\"")
                && message.endsWith("; put the module that provides it on the module path"), message);
    }

    /** The kind itself sets no limits. */
    @Test
    void settingsThatAskForTooMuchAreRefusedAllTheSame(@TempDir Path folder) throws IOException {
        TrainedModel model = new TrainedModel(recipe(CHAIN), trained(folder.resolve("run")), Map.of());
        ModelBundle good = model.toBundle();
        Path path = folder.resolve("bomb.zip");
        Chain deep = new Chain(2, 1, List.of(4, 4), 1_000_000);
        new ModelBundle(new NetworkDescription(deep.kind(), deep.toTree()), good.channels(), good.preprocessing(), good.labels(),
                good.tiling(), good.provenance(), good.weights()).write(path);
        String message = assertThrows(MalformedFileException.class, () -> TrainedModel.read(path, KINDS)).getMessage();
        assertTrue(message.startsWith(path + ": network: it asks for more than 718 parameters and buffers"), message);
        assertEquals("model: the network's window is [4, 0], expected 1 to 3 sizes of at least 1 and at most 134217728 voxels in"
                + " all", refusal(new Chain(2, 1, List.of(4, 0), 1)));
        assertTrue(refusal(new Chain(2, 1, List.of(4, 4, 4, 4), 1)).contains("window is [4, 4, 4, 4]"));
        assertTrue(refusal(new Chain(2, 1, List.of(60000, 60000), 1)).contains("window is [60000, 60000]"));
        assertTrue(refusal(new Chain(0, 1, List.of(4), 1)).contains("0 input channels and 1 output channels"));
    }

    private static String refusal(Chain chain) {
        return assertThrows(IllegalArgumentException.class, () -> recipe(chain)).getMessage();
    }

    @Test
    void resultsThatAreNotWhatTheSettingsSayAreRefused() {
        refused("model: the network's result does not depend on the image, expected one that does",
                (at, x) -> x.trace().constant(2).broadcastTo(x.shape().with(1, 1)));
        refused("model: the network makes 2×2×4×4 of 1×2×4×4, expected a result for each voxel", (at, x) -> x.concatenate(0, x));
        refused("model: the network makes scalar of 1×2×4×4, expected a result for each voxel", (at, x) -> x.sumAll());
        refused("model: the network makes float32 1×2×4×4, expected float32 and the 1 output channels that its settings say",
                (at, x) -> x);
        refused("model: the network makes int32 1×1×4×4, expected float32 and the 1 output channels that its settings say",
                (at, x) -> x.slice(1, 0, 1).apply(new Cast(DataType.INT32)));
    }

    private static void refused(String message, Layer layer) {
        ModelRecipe recipe = recipe(new Fixed((at, x) -> List.of(layer.apply(at, x))));
        assertEquals(message,
                assertThrows(IllegalArgumentException.class, () -> new TrainedModel(recipe, Map.of(), Map.of())).getMessage());
    }
}
