package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.io.datalist.DataListForm;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.images.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadDataTest {
    @TempDir
    private Path folder;

    private static DataList written(Path folder, long seed, int cases) throws IOException {
        new HeadData(seed, new Interruption()).write(cases, folder);
        return DataLists.read(folder);
    }

    @Test
    void isADataSetWithATruthForEachHead() throws IOException {
        DataList data = written(folder.resolve("heads"), 1, 2);
        assertEquals(DataListForm.TRUTHS, data.form());
        assertEquals(2, data.cases().size());
        float[] truth = Volumes.read(folder.resolve("heads/case-01/head_truth.nii.gz")).voxels();
        SimulatedHead head = new HeadSimulator(Head.load(), 48).simulate(1, HeadSimulator.Purpose.TRAINING, 0);
        assertArrayEquals(head.lesion(), truth);
    }

    @Test
    void theSeedDecides() throws IOException {
        written(folder.resolve("first"), 1, 1);
        written(folder.resolve("again"), 1, 1);
        written(folder.resolve("other"), 2, 1);
        byte[] first = Files.readAllBytes(folder.resolve("first/case-01/head.nii.gz"));
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("again/case-01/head.nii.gz")));
        assertFalse(Arrays.equals(first, Files.readAllBytes(folder.resolve("other/case-01/head.nii.gz"))));
    }
}
