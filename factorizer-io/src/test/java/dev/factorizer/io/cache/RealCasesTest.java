package dev.factorizer.io.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.augmentation.SupplySettings;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.transforms.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real images with real labels through preprocessing, the cache and nnU-Net's augmentation. */
class RealCasesTest {
    private static final Path DATA = Path.of("../../shared/data/hippocampus");
    private static final int EDGE = 32;

    @TempDir
    private Path folder;

    @Test
    void hippocampi() throws IOException {
        if (!Files.isDirectory(DATA)) {
            System.out.println("left out: no folder " + DATA);
            return;
        }
        List<DataCase> listed = DataLists.read(DATA).cases(CasePart.TRAINING).subList(0, 6);
        List<SampleBatch> first = batches(listed, 0, 6);
        List<SampleBatch> second = batches(listed, 6, 0);
        for (int i = 0; i < first.size(); i++) {
            assertEquals(first.get(i).keys(), second.get(i).keys());
            assertArrayEquals(first.get(i).images(), second.get(i).images());
            assertArrayEquals(first.get(i).targets(), second.get(i).targets());
            float[] targets = first.get(i).targets();
            // The last sample of a batch of three is around the hippocampus.
            long inside = IntStream.range(targets.length * 2 / 3, targets.length).filter(voxel -> targets[voxel] > 0).count();
            assertTrue(inside > 30, "batch " + i + ": " + inside + " voxels of the hippocampus");
            for (float label : targets) {
                assertTrue(label == 0 || label == 1 || label == 2, "label " + label);
            }
        }
    }

    private List<SampleBatch> batches(List<DataCase> listed, long found, long prepared) throws IOException {
        List<String> warnings = new ArrayList<>();
        CaseCache cache = CaseCache.in(folder, CachedFiles.PLENTY, CasePreparation.of(Preprocessing.recipe(1, EDGE)), warnings::add);
        List<CaseSource> cases = listed.stream().map(CaseFiles::of).map(cache::source).toList();
        List<SampleBatch> batches = new ArrayList<>();
        try (SampleSupply supply = SampleSupply.of(cases, Augmentation.nnUNet(List.of(EDGE, EDGE, EDGE)),
                new SupplySettings(1, 3).withThreads(found == 0 ? 1 : 3).withAhead(1, 1))) {
            for (int i = 0; i < 8; i++) {
                batches.add(supply.next());
            }
        }
        assertEquals(prepared, cache.use().prepared());
        assertTrue(cache.use().found() >= found, cache.use().describe());
        assertEquals(0, cache.use().damaged());
        return batches;
    }
}
