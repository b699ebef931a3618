package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.transforms.NumberLabels;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of voxels that are not to be used, and of labels that were not looked for in a case. */
@Timeout(60)
class UnknownLabelsTest {
    private static final List<Integer> SIZE = List.of(4, 4, 4);
    private static final Grid GRID = new Grid(4, 4, 4, Affine.diagonal(1, 1, 1));

    /** Labels 0, 1, 2 and 5, plane by plane. */
    private static CaseSource layered(String name) {
        float[] label = new float[64];
        for (int i = 0; i < label.length; i++) {
            label[i] = new float[] {0, 1, 2, 5}[i / 16];
        }
        return CaseSource.of(TrainingCase.of(new Sample(name, new Volume(GRID, 1, new float[64]), new Volume(GRID, 1, label))));
    }

    /** The first value of each plane of each channel, for each sample by its case. */
    private static String planes(SupplySettings settings) throws IOException {
        List<String> found = new ArrayList<>();
        try (SampleSupply supply = SampleSupply.of(List.of(layered("a"), layered("b")), Augmentation.none(SIZE),
                settings.withThreads(2))) {
            SampleBatch batch = supply.next();
            int length = batch.targets().length / 2;
            for (int sample = 0; sample < 2; sample++) {
                StringBuilder text = new StringBuilder(batch.keys().get(sample).name() + ":");
                for (int i = 0; i < length; i += 16) {
                    text.append(i > 0 && i % 64 == 0 ? " | " : " ").append((int) batch.targets()[sample * length + i]);
                }
                found.add(text.toString());
            }
        }
        return String.join("; ", found.stream().sorted().toList());
    }

    @Test
    void labelMapsAndRegionsAreMarked() throws IOException {
        SupplySettings maps = new SupplySettings(3, 2);
        assertEquals("a: 0 1 2 5; b: 0 1 2 5", planes(maps));
        assertEquals("a: 0 1 2 -1; b: 0 1 2 -1", planes(maps.withUnknown(UnknownLabels.ignoring(5))));
        UnknownLabels missing = new UnknownLabels(OptionalInt.of(5), Map.of("b", Set.of(3)));
        assertEquals("a: 0 1 2 -1; b: -1 1 2 -1", planes(maps.withUnknown(missing)));
        SupplySettings regions = maps.withRegions(new SplitRegions(List.of(Set.of(1, 2), Set.of(3))));
        assertEquals("a: 0 1 1 0 | 0 0 0 0; b: 0 1 1 0 | 0 0 0 0", planes(regions));
        assertEquals("a: 0 1 1 -1 | 0 0 0 -1; b: 0 1 1 -1 | 0 0 0 -1", planes(regions.withUnknown(UnknownLabels.ignoring(5))));
        UnknownLabels second = new UnknownLabels(OptionalInt.of(5), Map.of("b", Set.of(1)));
        assertEquals("a: 0 1 1 -1 | 0 0 0 -1; b: 0 1 1 -1 | -1 -1 -1 -1", planes(regions.withUnknown(second)));
        // The order of the settings doesn't matter.
        assertEquals(planes(regions.withUnknown(second)), planes(maps.withUnknown(second).withRegions(regions.regions().orElseThrow())));
        // Only the region itself is unknown, not one that has a label in common with it.
        SupplySettings nested = maps.withRegions(new SplitRegions(List.of(Set.of(2), Set.of(1, 2))));
        assertEquals("a: 0 0 1 0 | 0 1 1 0; b: -1 -1 -1 -1 | 0 1 1 0",
                planes(nested.withUnknown(new UnknownLabels(OptionalInt.empty(), Map.of("b", Set.of(0))))));
    }

    /** Labels with gaps become numbers without, the ignored one and what is unknown excepted. */
    @Test
    void classesKeepTheirOwnLabels() throws IOException {
        SupplySettings maps = new SupplySettings(3, 2).withClasses(new NumberLabels(List.of(2, 0, 5, 1)));
        assertEquals("a: 1 3 0 2; b: 1 3 0 2", planes(maps));
        SupplySettings some = new SupplySettings(3, 2).withClasses(new NumberLabels(List.of(0, 1, 2, 7)));
        assertEquals("a: 0 1 2 -1; b: -1 1 2 -1", planes(some.withUnknown(new UnknownLabels(OptionalInt.of(5), Map.of("b", Set.of(3))))));
        assertEquals(": has a voxel with the label 5, expected those of the classes: [0, 1, 2, 7]",
                assertThrows(IllegalArgumentException.class, () -> planes(some)).getMessage().substring(1));
        assertEquals("a: has voxels of label 2, expected none of what was not looked for in it", assertThrows(IllegalArgumentException.class,
                () -> planes(some.withUnknown(new UnknownLabels(OptionalInt.of(5), Map.of("a", Set.of(2)))))).getMessage());
        assertEquals("supply: number 0 was not looked for in b, expected one of the classes [[0], [1], [2], [7]] but the background",
                assertThrows(IllegalArgumentException.class, () -> planes(some.withUnknown(new UnknownLabels(OptionalInt.of(5),
                        Map.of("b", Set.of(0)))))).getMessage());
        assertEquals("supply: classes are [[0], [1], [2], [7]], expected none with the label 7, which is ignored",
                assertThrows(IllegalArgumentException.class, () -> planes(some.withUnknown(UnknownLabels.ignoring(7)))).getMessage());
        assertEquals("supply: targets are regions that may overlap and classes that exclude each other, expected one of the two",
                assertThrows(IllegalArgumentException.class, () -> some.withRegions(SplitRegions.brats23())).getMessage());
    }

    @Test
    void samplesThatShareACaseAreNotChanged() throws IOException {
        CaseSource source = layered("a");
        try (SampleSupply supply = SampleSupply.of(List.of(source), Augmentation.none(SIZE),
                new SupplySettings(1, 1).withUnknown(UnknownLabels.ignoring(5)))) {
            supply.next();
        }
        Volume label = source.open().label(new VoxelBox(0, 4, 0, 4, 0, 4));
        assertEquals(5, label.voxels()[63]);
    }

    @Test
    void noPatchIsDrawnAroundWhatIsIgnored() throws IOException {
        TrainingCase known = UnknownLabels.ignoring(5).known(layered("a").open(), List.of());
        assertEquals(List.of(1, 2), known.labels().values());
        assertEquals(List.of(1, 2, 5), layered("a").open().labels().values());
        TrainingCase without = UnknownLabels.ignoring(7).known(layered("a").open(), List.of());
        assertEquals(List.of(1, 2, 5), without.labels().values());
        assertArrayEquals(new int[] {0, 16, 16, 0}, known.labels().inPlanes(List.of(1, 2)));
    }

    @Test
    void contradictionsAreNamed() {
        SupplySettings settings = new SupplySettings(3, 2).withUnknown(new UnknownLabels(OptionalInt.empty(), Map.of("a", Set.of(2, 9))));
        assertEquals("a: has voxels of label 2, expected none of what was not looked for in it",
                assertThrows(IllegalArgumentException.class, () -> planes(settings)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> planes(new SupplySettings(3, 2).withRegions(SplitRegions.brats23())
                .withUnknown(new UnknownLabels(OptionalInt.empty(), Map.of("a", Set.of(3)))))).getMessage()
                .startsWith("supply: number 3 was not looked for in a, expected one of the regions [[3], "));
        assertEquals("supply: regions are [[5]], expected none with the label 5, which is ignored",
                assertThrows(IllegalArgumentException.class, () -> planes(new SupplySettings(3, 2).withRegions(
                        new SplitRegions(List.of(Set.of(5)))).withUnknown(UnknownLabels.ignoring(5)))).getMessage());
        assertEquals("unknown labels: the ignored label is 0, expected 1 to 65535",
                assertThrows(IllegalArgumentException.class, () -> UnknownLabels.ignoring(0)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new UnknownLabels(OptionalInt.empty(),
                Map.of("a", Set.of(-1)))).getMessage().startsWith("unknown labels: [-1] were not looked for in a"));
    }
}
