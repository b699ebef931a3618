package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.BlockNormalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeconverSettingsTest {
    private static final Deconver.Settings SMALL = Deconver.Settings.of(2, 3, List.of(8, 12, 4), List.of(4, 6));

    private static Deconver.Settings with(BlockNormalization normalization) {
        return SMALL.withBlocks(new DeconverBlocks(normalization, SMALL.blocks().deconvolution(), 2, 0.1));
    }

    @Test
    void itsSettingsBuildIt() {
        assertEquals(new Deconver(SMALL), SMALL.network());
        assertEquals(Optional.of(SMALL.identity()), new Deconver(SMALL).identity());
    }

    private static Program trace(Deconver.Settings settings, int batch) {
        return Program.trace(new Deconver(settings), Shape.of(batch, settings.inputChannels())
                .append(settings.spatialSize().stream().mapToInt(Integer::intValue).toArray()));
    }

    private static List<String> names(Program program) {
        return program.parameters().stream().map(ParameterSpec::name).toList();
    }

    @Test
    void thePublishedNetworksHaveTheReferencesValues() {
        assertEquals(7_812_867, trace(Deconver.Settings.brats23(), 1).trainableValues());
        assertEquals(7_811_073, trace(Deconver.Settings.isles22(), 1).trainableValues());
        Program fives = trace(Deconver.Settings.fives(), 1);
        assertEquals(6_449_953, fives.trainableValues());
        assertEquals(Shape.of(1, 1, 512, 512), fives.graph().outputs().get("y").shape());
    }

    @Test
    void writesWhatItReads() {
        Deconvolution all = new Deconvolution(List.of(3, 1, 5), 2, 0.5, 4, 2, true, true);
        for (Deconver.Settings settings : List.of(Deconver.Settings.brats23(), Deconver.Settings.fives(), SMALL,
                SMALL.withDeconvolution(all), SMALL.withDeconvolution(SMALL.blocks().deconvolution().withUpdates(false, true)),
                with(BlockNormalization.LAYER), with(BlockNormalization.AFFINE_INSTANCE), SMALL.withDeepSupervisionHeads(2),
                SMALL.withSpatialSize(List.of(16)))) {
            assertEquals(settings, NetworkKinds.installed().read("deconver", settings.toTree()));
        }
    }

    /** As in the reference, which counts and names them so. */
    @Test
    void whatIsLeftOutIsAsPublished() {
        Map<String, Object> tree = new LinkedHashMap<>(SMALL.toTree());
        List.of("normalization", "activation", "gradientIterations", "updateSource", "updateFilter", "dropout",
                "deepSupervisionHeads").forEach(tree::remove);
        assertEquals(SMALL, NetworkKinds.installed().read("deconver", tree));
    }

    @Test
    void takesOneToThreeAxesAndGivesTheFinestResultFirst() {
        for (List<Integer> size : List.of(List.of(32), List.of(16, 32), List.of(16, 8, 24))) {
            Program program = trace(Deconver.Settings.of(1, 5, size, List.of(4, 6, 8)).withDeepSupervisionHeads(2), 2);
            Shape finest = Shape.of(2, 5).append(size.stream().mapToInt(i -> i).toArray());
            assertEquals(finest, program.graph().outputs().get("y0").shape());
            assertEquals(size.getLast() / 2, program.graph().outputs().get("y1").shape().size(-1));
        }
    }

    @Test
    void normalizationsHaveTheirNames() {
        String block = "encoder.blocks.0.block.blocks.0.";
        assertEquals(List.of(), names(trace(SMALL, 1)).stream().filter(name -> name.startsWith(block + "norm")).toList());
        assertEquals(List.of(block + "norm1.weight", block + "norm1.bias", block + "norm2.weight", block + "norm2.bias"),
                names(trace(with(BlockNormalization.AFFINE_INSTANCE), 1)).stream().filter(name -> name.startsWith(block + "norm"))
                        .toList());
        assertEquals(block + "norm1.norm.weight", names(trace(with(BlockNormalization.LAYER), 1)).get(1));
    }

    @Test
    void iterationsChangeNoWeights() {
        Deconver.Settings many = SMALL.withDeconvolution(SMALL.blocks().deconvolution().withIterations(5).withGradientIterations(3));
        assertEquals(5, many.iterations());
        assertEquals(2, many.withIterations(2).blocks().deconvolution().gradientIterations());
        assertEquals(3, many.withIterations(4).blocks().deconvolution().gradientIterations());
        assertEquals(trace(SMALL, 1).parameters(), trace(many.withIterations(2), 1).parameters());
    }

    private static void refused(String message, String setting, Object value) {
        Map<String, Object> tree = new LinkedHashMap<>(SMALL.toTree());
        tree.put(setting, value);
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> NetworkKinds.installed().read("deconver", tree))
                .getMessage());
    }

    @Test
    void badInputIsSaidInOneSentence() {
        refused("deconvolution: kernel is [4], expected odd numbers, one for all axes or one for each of 1 to 3", "kernel", 4);
        refused("network: kernel is [3, 3], expected one number or one for each of 3 axes", "kernel", List.of(3, 3));
        refused("network: kernel is [1001], expected numbers of at most 127", "kernel", 1001);
        refused("deconvolution: groups is 0, expected at least 1, or -1 for one per channel", "groups", 0);
        refused("network: groups is 4, expected -1 or a number that divides each of widths [4, 6]", "groups", 4);
        refused("deconvolution: ratio is -1.0, expected a number above 0", "ratio", -1);
        refused("network: ratio is 0.1, expected at least one channel for the source of each of 4 groups", "ratio", 0.1);
        refused("network: ratio is 1.0E9, expected sources of at most 1048576 channels", "ratio", 1e9);
        refused("network: iterations is 1001, expected at most 1000", "iterations", 1001);
        refused("deconvolution: gradientIterations is -1, expected 0 or more", "gradientIterations", -1);
        refused("network: spatialSize is [8, 9, 4], expected multiples of 2, the product of the strides", "spatialSize",
                List.of(8, 9, 4));
        refused("network: spatialSize is [2, 2, 2], expected at least 4 along an axis, so that there are voxels to normalize over at"
                + " the bottleneck", "spatialSize", List.of(2, 2, 2));
        refused("network: decoderDepths is [1, 1], expected 0 or more blocks for each of 1 stages, one fewer than the encoder's",
                "decoderDepths", List.of(1, 1));
        refused("network: dropout is 1.0, expected at least 0 and below 1", "dropout", 1);
        refused("settings: \"activation\" is \"gelu\", expected \"relu\"", "activation", "gelu");
        refused("settings: \"normalization\" is \"batch\", expected \"instance, no affine\", \"instance\" or \"layerNorm\"",
                "normalization", "batch");
        refused("settings: \"kernels\" is unknown; did you mean \"kernel\"?", "kernels", 3);
        assertEquals("deconver: input has shape 1×2×8×8×4, expected batch×2×8×12×4", assertThrows(ShapeException.class, () ->
                Program.trace(SMALL.network(), Shape.of(1, 2, 8, 8, 4))).getMessage());
    }

    @Test
    void whatItAsksForIsKnownBeforeItIsBuilt() {
        Deconver.Settings deep = new Deconver.Settings(1, 1, List.of(8, 8), new Encoder(List.of(4, 6), List.of(1_000_000, 1),
                List.of(1, 2)), new Decoder(List.of(1), 0), SMALL.blocks());
        assertEquals("1,000,002 blocks of at least 10 tensors", deep.leastSizes().getFirst().description());
        Deconver.Settings wide = SMALL.withDeconvolution(new Deconvolution(List.of(127), 1, 100, 1, 1, true, false));
        // 127³ taps, 6 channels, 600 source channels.
        assertEquals("filters of 7,374,178,800 values", wide.leastSizes().getLast().description());
    }
}
