package dev.factorizer.models.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegResNetSettingsTest {
    private static final SegResNet.Settings SMALL = new SegResNet.Settings(1, 2, List.of(8, 4), 4, List.of(1, 1, 2), List.of(1, 0),
            2, 0);

    @Test
    void theStateDictsArePublished() {
        Program brats = Program.trace(new SegResNet(SegResNet.Settings.brats23()), Shape.of(1, 4, 128, 128, 128));
        Program isles = Program.trace(SegResNet.Settings.isles22().network(), Shape.of(1, 2, 64, 64, 64));
        Program fives = Program.trace(SegResNet.Settings.fives().network(), Shape.of(1, 3, 512, 512));
        assertEquals(18_798_627, brats.trainableValues());
        assertEquals(18_796_833, isles.trainableValues());
        assertEquals(6_299_073, fives.trainableValues());
        assertEquals(83, isles.parameters().size());
        assertEquals(Shape.of(1, 1, 64, 64, 64), isles.graph().outputs().get("y").shape());
        assertEquals(Map.of(), SegResNet.Settings.isles22().sharedNames());
    }

    @Test
    void writesWhatItReads() {
        for (SegResNet.Settings settings : List.of(SegResNet.Settings.brats23(), SegResNet.Settings.fives(), SMALL,
                new SegResNet.Settings(2, 1, List.of(5), 3, List.of(2), List.of(), 3, 0.25))) {
            assertEquals(settings, SegResNet.Settings.of(settings.toTree()));
            assertEquals(settings, NetworkKinds.installed().read("segResNet", settings.toTree()));
        }
    }

    private static void assertMessage(String message, String setting, Object value) {
        Map<String, Object> tree = new LinkedHashMap<>(SMALL.toTree());
        tree.put(setting, value);
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> SegResNet.Settings.of(tree)).getMessage());
    }

    @Test
    void badInputIsSaidInOneSentence() {
        assertMessage("segResNet: blocksDown is [], expected 0 or more blocks for each of at least 1 stage", "blocksDown", List.of());
        assertMessage("segResNet: blocksUp is [1], expected 0 or more blocks for each of 2 stages, one fewer than on the way down",
                "blocksUp", List.of(1));
        assertMessage("segResNet: groups is 3, expected a divisor of the width 4", "groups", 3);
        assertMessage("segResNet: width is 0, expected a number from 1 to 65536", "width", 0);
        assertMessage("segResNet: widths is [40000, 80000, 160000], expected numbers of at most 65536", "width", 40_000);
        assertMessage("segResNet: spatialSize is [8, 6], expected multiples of 4 with 3 stages", "spatialSize", List.of(8, 6));
        assertMessage("segResNet: dropout is -0.5, expected at least 0 and below 1", "dropout", -0.5);
        assertMessage("settings: \"upsampling\" is \"deconv\", expected \"linear\"", "upsampling", "deconv");
        Map<String, Object> many = new LinkedHashMap<>(SMALL.toTree());
        many.put("width", 1);
        many.put("groups", 1);
        many.put("blocksDown", Collections.nCopies(18, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> SegResNet.Settings.of(many)).getMessage();
        assertEquals("segResNet: widths is [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536,"
                + " 65536], expected at most 17 stages", message);
    }

    @Test
    void howManyBlocksItAsksForIsKnownBeforeItIsBuilt() {
        assertEquals("1,000,001 blocks of 6 tensors", SMALL.withBlocks(List.of(1_000_000, 0, 0), List.of(1, 0)).leastSizes()
                .getFirst().description());
    }
}
