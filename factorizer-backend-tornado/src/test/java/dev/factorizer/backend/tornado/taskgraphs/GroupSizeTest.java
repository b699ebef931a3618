package dev.factorizer.backend.tornado.taskgraphs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSizeTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 32, 64", "31, 1, 32, 64", "32, 1, 32, 64", "64, 2, 32, 64", "100, 2, 32, 64", "2048, 64, 64, 64",
        "8192, 64, 256, 64", "1000000, 64, 256, 64"})
    void fewItemsAreSpreadOverManyGroups(int items, int cpu, int gpu, int fpga) {
        assertEquals(cpu, GroupSize.CPU.of(items));
        assertEquals(gpu, GroupSize.GPU.of(items));
        assertEquals(fpga, GroupSize.FPGA.of(items));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 31, 63, 64, 65, 1000, 12_345, 2_000_000_000})
    void groupsAreWholeAndCoverAllItems(int items) {
        for (GroupSize size : new GroupSize[] {GroupSize.CPU, GroupSize.GPU, GroupSize.FPGA}) {
            int started = size.started(items);
            assertTrue(started >= Math.max(1, items) && started - items <= Math.max(1, size.of(items)), started + " items");
            assertEquals(0, started % size.of(items));
        }
    }
}
