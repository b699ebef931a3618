package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.GroupNormalization;
import dev.factorizer.models.layers.InstanceNormalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DynUNetSettingsTest {
    private static final DynUNet.Settings SMALL = DynUNet.Settings.plain(1, 2, List.of(16, 8), List.of(4, 6, 8));

    private static Map<String, Object> tree() {
        return new LinkedHashMap<>(SMALL.toTree());
    }

    @Test
    void theStateDictsArePublished() {
        Program brats = Program.trace(new DynUNet(DynUNet.Settings.brats23()), Shape.of(1, 4, 128, 128, 128));
        Program isles = Program.trace(DynUNet.Settings.isles22().network(), Shape.of(1, 2, 64, 64, 64));
        Program fives = Program.trace(DynUNet.Settings.fives().network(), Shape.of(1, 3, 512, 512));
        assertEquals(22_574_563, brats.trainableValues());
        assertEquals(22_572_769, isles.trainableValues());
        assertEquals(7_756_673, fives.trainableValues());
        assertEquals(24, isles.parameters().size());
        assertEquals(22, DynUNet.Settings.isles22().sharedNames().size());
        assertEquals(Shape.of(1, 1, 64, 64, 64), isles.graph().outputs().get("y").shape());
    }

    @Test
    void writesWhatItReads() {
        List<DynUNet.Settings> all = List.of(DynUNet.Settings.brats23(), DynUNet.Settings.fives(),
                SMALL.withBlocks(new DynUNet.Blocks(new InstanceNormalization(), true, 0.25)),
                SMALL.withBlocks(new DynUNet.Blocks(new BatchNormalization(1e-4, 0.2, false), false, 0)),
                SMALL.withBlocks(new DynUNet.Blocks(new GroupNormalization(2), false, 0)).withDeepSupervisionHeads(1),
                new DynUNet.Settings(1, 1, List.of(8, 16, 6), new ConvolutionStages(List.of(2, 4, 6), List.of(List.of(3),
                        List.of(3, 3, 1), List.of(5)), List.of(List.of(1), List.of(2, 2, 1), List.of(1, 4, 3))),
                        DynUNet.Blocks.plain(), 1, true));
        for (DynUNet.Settings settings : all) {
            assertEquals(settings, DynUNet.Settings.of(settings.toTree()));
            assertEquals(settings, NetworkKinds.installed().read("dynUNet", settings.toTree()));
        }
    }

    @Test
    void settingsThatMonaiHasMayBeStated() {
        Map<String, Object> tree = tree();
        tree.put("upsampleKernels", List.of(2, 2));
        assertEquals(SMALL, DynUNet.Settings.of(tree));
        tree.put("upsampleKernels", List.of(2, 3));
        assertMessage("dynUNet: upsampleKernels is [[2], [3]], expected the strides without the first, [[2], [2]]", tree);
        tree = tree();
        tree.put("activation", "relu");
        assertMessage("settings: \"activation\" is \"relu\", expected \"leakyRelu 0.01\"", tree);
    }

    private static void assertMessage(String message, Map<String, Object> tree) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> DynUNet.Settings.of(tree)).getMessage());
    }

    private static void assertMessage(String message, String setting, Object value) {
        Map<String, Object> tree = tree();
        tree.put(setting, value);
        assertMessage(message, tree);
    }

    @Test
    void badInputIsSaidInOneSentence() {
        assertMessage("dynUNet: widths is [4, 6], expected at least 3 stages", "widths", List.of(4, 6));
        assertMessage("dynUNet: widths is [4, 0, 8], expected numbers of at least 1", "widths", List.of(4, 0, 8));
        assertMessage("dynUNet: kernels is [[3], [3]], expected odd numbers of at most 31, one or one for each axis, for each of 3"
                + " stages", "kernels", List.of(3, 3));
        assertMessage("dynUNet: kernels is [[3], [2], [3]], expected odd numbers of at most 31, one or one for each axis, for each"
                + " of 3 stages", "kernels", List.of(3, 2, 3));
        assertMessage("dynUNet: kernels is [[3], [3, 3, 3], [3]], expected one number or one for each of the 2 axes of spatialSize"
                + " [16, 8]", "kernels", List.of(3, List.of(3, 3, 3), 3));
        assertMessage("dynUNet: strides is [[1], [0], [2]], expected numbers of at least 1, one or one for each axis, for each of 3"
                + " stages", "strides", List.of(1, 0, 2));
        assertMessage("dynUNet: strides[1] is [2, 8], expected at most 1 more than the kernel [3]", "strides",
                List.of(1, List.of(2, 8), 1));
        assertMessage("dynUNet: spatialSize is [16, 6], expected multiples of [4, 4], by which the strides divide the axes",
                "spatialSize", List.of(16, 6));
        assertMessage("dynUNet: spatialSize is [4, 4], expected an axis longer than [4, 4], as the coarsest stage has one voxel,"
                + " which can't be normalized", "spatialSize", List.of(4, 4));
        assertMessage("dynUNet: deepSupervisionHeads is 2, expected 0 to 1 with 3 stages", "deepSupervisionHeads", 2);
        assertMessage("dynUNet: dropout is 1.0, expected at least 0 and below 1", "dropout", 1.0);
        assertMessage("dynUNet: inputChannels is 0, expected a number from 1 to 65536", "inputChannels", 0);
        assertMessage("settings: \"normalization\" is \"layer\", expected instance, batch or group", "normalization", "layer");
        Map<String, Object> groups = tree();
        groups.put("normalization", "group");
        groups.put("groups", 4);
        assertMessage("dynUNet: groups is 4, expected a divisor of the widths [4, 6, 8]", groups);
        Map<String, Object> residual = tree();
        residual.put("residual", true);
        residual.put("strides", List.of(1, 4, 1));
        assertMessage("dynUNet: strides is [[1], [4], [1]], expected at most 2 with residual blocks", residual);
        Map<String, Object> unknown = tree();
        unknown.put("filters", List.of(4));
        assertMessage("settings: \"filters\" is unknown; misspelled, or made by a later version", unknown);
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        assertEquals("dynUNet: input has shape 1×1×8×8, expected batch×1×16×8", assertThrows(IllegalArgumentException.class,
                () -> Program.trace(SMALL.network(), Shape.of(1, 1, 8, 8))).getMessage());
    }
}
