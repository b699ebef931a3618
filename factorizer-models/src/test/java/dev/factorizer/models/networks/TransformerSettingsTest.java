package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.models.layers.PatchMerging;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of UNETR and Swin UNETR: what they are, what is refused, how large the networks are. */
class TransformerSettingsTest {
    private static final UNETR.Settings UNETR_96 = UNETR.Settings.of(1, 14, List.of(96, 96, 96));
    private static final SwinUNETR.Settings ISLES = SwinUNETR.Settings.isles22();

    private static Program trace(NetworkSettings settings) {
        return Program.trace(settings.network(), Shape.of(1, settings.inputChannels())
                .append(settings.window().stream().mapToInt(Integer::intValue).toArray()));
    }

    private static long elements(Program program) {
        return program.parameters().stream().mapToLong(spec -> spec.shape().elements()).sum();
    }

    @Test
    void writesWhatItReads() {
        SwinUNETR.Stages stages = new SwinUNETR.Stages(List.of(1, 0, 3, 2), List.of(1, 2, 4, 8), 5, 2.5,
                PatchMerging.Corners.ORDERED, true);
        for (NetworkSettings settings : List.of(UNETR_96, new UNETR.Settings(2, 1, List.of(32, 16), 5, 12, 7, 3), ISLES,
                ISLES.withSpatialSize(List.of(64, 32)), new SwinUNETR.Settings(1, 4, List.of(64, 32, 96), 8, stages),
                ISLES.withStages(SwinUNETR.Stages.standard()))) {
            assertEquals(settings, NetworkKinds.installed().read(settings.kind(), settings.toTree()));
            assertEquals(settings.toTree().get("spatialSize"), settings.window());
        }
    }

    @Test
    void settingsMakeTheirNetwork() {
        assertEquals(new UNETR(UNETR_96), UNETR_96.network());
        assertEquals(UNETR_96.identity(), new UNETR(UNETR_96).identity().orElseThrow());
        assertEquals(new SwinUNETR(ISLES), ISLES.network());
        assertEquals(ISLES.identity(), new SwinUNETR(ISLES).identity().orElseThrow());
    }

    /** MONAI 1.5.2's {@code UNETR(1, 14, (96, 96, 96))} has as many, and the parameters that it doesn't use. */
    @Test
    void theUnetrOfThePaperIsAsLargeAsMonais() {
        Program program = trace(UNETR_96);
        assertEquals(121_123_246, program.trainableValues());
        assertEquals(List.of(), program.parameters().stream().filter(spec -> !spec.trainable()).toList());
        assertEquals(Shape.of(1, 14, 96, 96, 96), program.graph().outputs().get("y").shape());
        assertTrue(program.parameters().stream().map(ParameterSpec::name).toList()
                .containsAll(List.of("vit.patch_embedding.position_embeddings", "vit.blocks.11.cross_attn.to_q.weight")));
    }

    @Test
    void thePublishedSwinUnetrIsAsLargeAsTheAuthors() {
        Program program = trace(ISLES);
        assertEquals(15_703_843, program.trainableValues());
        assertEquals(941_192, elements(program) - program.trainableValues());
        assertEquals(159, program.parameters().size());
        assertEquals(Shape.of(1, 1, 128, 128, 128), program.graph().outputs().get("y").shape());
    }

    @Test
    void version2HasAConvolutionBeforeEachStage() {
        SwinUNETR.Stages two = new SwinUNETR.Stages(List.of(2, 2, 2, 2), List.of(3, 6, 12, 24), 7, 4, PatchMerging.Corners.EIGHT, true);
        Program program = trace(ISLES.withSpatialSize(List.of(64, 64, 64)).withStages(two));
        assertEquals(List.of("swinViT.layers1c.0.layer.conv1.conv.weight", "swinViT.layers1c.0.layer.conv2.conv.weight"),
                program.parameters().stream().map(ParameterSpec::name).filter(name -> name.contains("layers1c")).toList());
    }

    private static void refuses(NetworkSettings settings, String name, Object value, String message) {
        Map<String, Object> tree = new HashMap<>(settings.toTree());
        tree.put(name, value);
        assertEquals(message, assertThrows(IllegalArgumentException.class,
                () -> NetworkKinds.installed().read(settings.kind(), tree)).getMessage());
    }

    @Test
    void mistakesInAUnetrAreNamed() {
        refuses(UNETR_96, "heads", 5, "unetr: heads is 5, expected a number that divides hidden, which is 768");
        refuses(UNETR_96, "heads", 0, "unetr: heads is 0, expected a number that divides hidden, which is 768");
        refuses(UNETR_96, "spatialSize", List.of(96, 90, 96), "unetr: spatialSize is [96, 90, 96], expected multiples of 16");
        refuses(UNETR_96, "spatialSize", List.of(96, 0, 96), "unetr: spatialSize is [96, 0, 96], expected numbers of at least 1");
        refuses(UNETR_96, "spatialSize", List.of(96), "unetr: spatialSize is [96], expected 2 or 3 axes");
        refuses(UNETR_96, "spatialSize", List.of(65536, 65536, 65536), "unetr: spatialSize is [65536, 65536, 65536], expected"
                + " at most 134217728 voxels, as 512 along each of three axes");
        refuses(UNETR_96, "layers", 11, "settings: \"layers\" is 11, expected 12");
        refuses(UNETR_96, "patch", 8, "settings: \"patch\" is 8, expected 16");
        refuses(UNETR_96, "width", 0, "unetr: width is 0, expected a number from 1 to 65536");
        refuses(UNETR_96, "hidden", 2_000_000_000, "unetr: hidden is 2000000000, expected a number from 1 to 65536");
        refuses(UNETR_96, "dropout", 0.1, "settings: \"dropout\" is unknown; misspelled, or made by a later version");
        assertEquals("unetr: input has shape 1×1×96×96×64, expected batch×1×96×96×96", assertThrows(ShapeException.class,
                () -> Program.trace(UNETR_96.network(), Shape.of(1, 1, 96, 96, 64))).getMessage());
    }

    @Test
    void mistakesInASwinUnetrAreNamed() {
        refuses(ISLES, "heads", List.of(3, 6, 12, 25), "swinUNETR: heads[3] is 25, expected a number that divides the stage's"
                + " channels, which is 192");
        refuses(ISLES, "heads", List.of(3, 6, 12), "swinUNETR: heads is [3, 6, 12], expected one number for each of 4 stages");
        refuses(ISLES, "spatialSize", List.of(128, 128, 48), "swinUNETR: spatialSize is [128, 128, 48], expected multiples of 32");
        refuses(ISLES, "spatialSize", List.of(32, 32, 32), "swinUNETR: spatialSize is [32, 32, 32], expected more than 32 along"
                + " one axis: the coarsest image would be one voxel, and its normalization zero");
        refuses(ISLES, "depths", List.of(2, 2, 2), "swinUNETR: depths is [2, 2, 2], expected 0 to 1000 blocks for each of 4 stages");
        refuses(ISLES, "depths", List.of(2, 2, 2, -1), "swinUNETR: depths is [2, 2, 2, -1], expected 0 to 1000 blocks for each of 4"
                + " stages");
        refuses(ISLES, "window", 17, "swinUNETR: window is 17, expected at least 1, and at most 4096 voxels in all");
        refuses(ISLES, "mlpRatio", 0, "swinUNETR: mlpRatio is 0.0, expected at least one hidden channel and at most 1048576");
        refuses(ISLES, "version", 3, "settings: \"version\" is 3, expected 1 or 2");
        refuses(ISLES, "patchMerging", "seven corners", "settings: \"patchMerging\" is \"seven corners\", expected eight corners,"
                + " six corners or ordered corners");
        assertEquals("swinUNETR: input has shape 1×1×128×128×128, expected batch×2×128×128×128", assertThrows(ShapeException.class,
                () -> Program.trace(ISLES.network(), Shape.of(1, 1, 128, 128, 128))).getMessage());
    }

    /** So that no network is built of settings that can't belong to the weights beside them. */
    @Test
    void lowerBoundsAreBelowWhatIsThere() {
        for (NetworkSettings settings : List.of(UNETR_96, ISLES, ISLES.withSpatialSize(List.of(64, 32)))) {
            Program program = trace(settings);
            settings.leastSizes().forEach(size -> {
                long found = switch (size.unit()) {
                    case TENSORS -> program.parameters().size();
                    case VALUES -> elements(program);
                };
                assertTrue(size.least() <= found && size.least() > found / 1000, size + " of " + found);
            });
        }
    }
}
