package dev.factorizer.models.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.networks.SwinUNETR;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.TransferredTensor.Origin;
import dev.factorizer.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Weights of a trained network for one with other channels, regions and sizes. */
class TransferTest {
    private static final Backend BACKEND = new ReferenceBackend();

    private static ModelRecipe recipe(NetworkSettings network, List<String> channels, String... regions) {
        return new ModelRecipe(network, channels, Preprocessing.none(), new Labels(IntStream.range(0, regions.length)
                .mapToObj(i -> new Region(regions[i], i + 1)).toList()));
    }

    private static NetworkSettings factorizer(int channels, int regions) {
        return Factorizer.Settings.swin(channels, regions, List.of(8, 8), List.of(8, 16));
    }

    /** A model whose weights are other than those that a training starts with. */
    private static TrainedModel trained(ModelRecipe recipe) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(9);
        recipe.program().parameters().forEach(spec -> {
            float[] values = spec.initializer().draw(77, spec.name(), spec.shape());
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.1 * random.nextGaussian());
            }
            weights.put(spec.name(), Tensor.of(spec.shape(), values));
        });
        return new TrainedModel(recipe, weights, Map.of());
    }

    private static float[] channel(long seed) {
        float[] values = new float[64];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** One region of what a network makes of an image. */
    private static float[] run(ModelRecipe recipe, Map<String, Tensor> weights, int region, float[]... channels) {
        float[] image = new float[64 * channels.length];
        for (int i = 0; i < channels.length; i++) {
            System.arraycopy(channels[i], 0, image, 64 * i, 64);
        }
        try (Model model = recipe.program().on(BACKEND)) {
            float[] result = model.load(weights).run(Tensor.of(image, 1, channels.length, 8, 8)).toFloats();
            return Arrays.copyOfRange(result, 64 * region, 64 * region + 64);
        }
    }

    private static TransferredTensor tensor(Transfer transfer, String name) {
        return transfer.tensors().stream().filter(tensor -> tensor.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void channelsAndRegionsOfTheSameNameComputeWhatTheyDid() {
        TrainedModel source = trained(recipe(factorizer(2, 2), List.of("DWI", "adc"), "lesion", "core"));
        ModelRecipe target = recipe(factorizer(3, 3), List.of("adc", "flair", "dwi"), "core", "edema", "Lesion");
        Transfer transfer = Transfer.of(source, target, 5);
        float[] dwi = channel(1);
        float[] adc = channel(2);
        for (int region = 0; region < 2; region++) {
            assertArrayEquals(run(source.recipe(), source.weights(), region, dwi, adc),
                    run(target, transfer.weights(), region == 0 ? 2 : 0, adc, channel(3), dwi), 1e-6f, "region " + region);
        }
        assertEquals(new TransferredTensor("stem.weight", Shape.of(8, 3, 3, 3), Origin.ADAPTED, "channels copied: adc, dwi; 0: flair"),
                tensor(transfer, "stem.weight"));
        assertEquals(new TransferredTensor("head.bias", Shape.of(3), Origin.ADAPTED, "regions copied: core, Lesion; new: edema"),
                tensor(transfer, "head.bias"));
        assertEquals(3, transfer.count(Origin.ADAPTED));
        assertEquals(0, transfer.count(Origin.NEW));
        // What is new is what the training would have started with.
        try (Trainer trainer = Training.of(target.network(), new DiceCrossEntropy(), new AdamW(1e-3, 0)).withSeed(5).on(BACKEND)
                .start(Shape.of(1, 3, 8, 8))) {
            float[] drawn = trainer.weights().get("head.weight").toFloats();
            assertArrayEquals(Arrays.copyOfRange(drawn, 8, 16),
                    Arrays.copyOfRange(transfer.weights().get("head.weight").toFloats(), 8, 16));
            trainer.load(transfer.weights());
        }
    }

    /** The shapes are the same, the places aren't. */
    @Test
    void anotherOrderIsNoCopy() {
        TrainedModel source = trained(recipe(factorizer(2, 2), List.of("dwi", "adc"), "lesion", "core"));
        ModelRecipe target = recipe(factorizer(2, 2), List.of("adc", "dwi"), "core", "lesion");
        Transfer transfer = Transfer.of(source, target, 5);
        assertArrayEquals(run(source.recipe(), source.weights(), 0, channel(1), channel(2)),
                run(target, transfer.weights(), 1, channel(2), channel(1)), 1e-6f);
        Transfer same = Transfer.of(source, source.recipe(), 5);
        assertEquals(same.weights().size(), same.count(Origin.COPIED));
        same.weights().forEach((name, tensor) -> assertArrayEquals(source.weights().get(name).toFloats(), tensor.toFloats(), name));
    }

    /** Alike images in all channels give the same result: the size of sums over channels is kept. */
    @Test
    void unknownChannelsStartAtTheMean() {
        TrainedModel source = trained(recipe(factorizer(2, 1), List.of("dwi", "adc"), "lesion"));
        ModelRecipe target = recipe(factorizer(3, 1), List.of("t1", "t2", "pd"), "lesion");
        float[] image = channel(4);
        float[] expected = run(source.recipe(), source.weights(), 0, image, image);
        Transfer named = Transfer.of(source, target, 5);
        assertArrayEquals(expected, run(target, named.weights(), 0, image, image, image), 2e-6f);
        assertEquals("each channel is the mean of the source's 2, times 2/3", tensor(named, "stem.weight").detail());
        assertEquals(Origin.COPIED, tensor(named, "head.weight").origin());
        Transfer unnamed = Transfer.of(source.weights(), target.network(), 5);
        assertArrayEquals(expected, run(target, unnamed.weights(), 0, image, image, image), 2e-6f);
        assertEquals(Origin.COPIED, tensor(Transfer.of(source.weights(), source.recipe().network(), 5), "stem.weight").origin());
    }

    @Test
    void otherRegionsAndOtherSizesAreDrawn() {
        TrainedModel source = trained(recipe(factorizer(1, 1), List.of("t1"), "lesion"));
        ModelRecipe target = recipe(Factorizer.Settings.swin(1, 2, List.of(8, 8), List.of(8, 32)), List.of("t1"), "liver", "tumor");
        Transfer transfer = Transfer.of(source, target, 5);
        assertEquals("none of its regions is in the source", tensor(transfer, "head.weight").detail());
        assertEquals(Origin.NEW, tensor(transfer, "head.weight").origin());
        assertTrue(transfer.tensors().stream().anyMatch(tensor -> tensor.origin() == Origin.NEW
                && tensor.detail().startsWith("has shape ") && tensor.detail().endsWith(" in the source")), transfer.toString());
        assertEquals(Origin.NEW, tensor(Transfer.of(source.weights(), target.network(), 5), "head.weight").origin());
    }

    @Test
    void theTableSaysWhatBecameOfEachTensor() {
        TrainedModel source = trained(recipe(factorizer(1, 1), List.of("t1"), "lesion"));
        Map<String, Tensor> weights = new LinkedHashMap<>(source.weights());
        weights.put("aux\nhead", Tensor.of(Shape.of(2), new float[2]));
        weights.remove("head.bias");
        Transfer transfer = Transfer.of(weights, source.recipe().network(), 5);
        List<String> lines = transfer.toString().lines().toList();
        assertEquals(transfer.tensors().size() + 1, lines.size());
        assertTrue(lines.contains(lines.stream().filter(line -> line.matches("copied    stem\\.weight +8×1×3×3")).findFirst().orElse("none")),
                transfer.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("new       head\\.bias +1 +not in the source")), transfer.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("left out  aux\\\\nhead +2 +not in the network")), transfer.toString());
        assertEquals("copied " + (source.weights().size() - 1) + ", adapted 0, new 1, left out 1 tensors", lines.getLast());
        assertEquals("transfer: none of the source's 1 tensors has name and shape of one of the network's " + source.weights().size()
                + ", expected a source of the same kind and widths, \"factorizer\"", assertThrows(IllegalArgumentException.class, () ->
                Transfer.of(Map.of("w", Tensor.of(Shape.of(1), new float[1])), source.recipe().network(), 5)).getMessage());
    }

    /** A layer that sees the image beside the first one, and heads that are only trained. */
    @Test
    void allEndsOfANetworkAreFound() {
        NetworkEnds two = NetworkEnds.of(SwinUNETR.Settings.isles22().withSpatialSize(List.of(64, 64, 64)));
        assertEquals(List.of("encoder1.layer.conv1.conv.weight", "encoder1.layer.conv3.conv.weight", "swinViT.patch_embed.proj.weight"),
                two.first().stream().sorted().toList());
        assertEquals(List.of("out.conv.conv.bias", "out.conv.conv.weight"), two.last().stream().sorted().toList());
        DynUNet.Settings settings = DynUNet.Settings.plain(1, 2, List.of(16, 16, 16), List.of(4, 8, 8, 8)).withDeepSupervisionHeads(2);
        NetworkEnds heads = NetworkEnds.of(settings);
        assertTrue(heads.last().size() >= 6 && heads.last().stream().anyMatch(name -> name.startsWith("deep_supervision_heads.0")),
                heads.last().toString());
        try (Trainer trainer = Training.of(settings, DeepSupervision.halving(new DiceCrossEntropy(), 3), new AdamW(1e-3, 0)).on(BACKEND)
                .start(Shape.of(1, 1, 16, 16, 16))) {
            trainer.load(Transfer.of(trainer.weights(), settings, 0).weights());
        }
    }
}
