package dev.factorizer.backend.tornado.taskgraphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.movement.TransferKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions come to the device and back in the order of the batch. */
class TransferBatchTest {
    private static final int MEMORY = 2000;

    private static int[] table(List<Integer> table) {
        return table.stream().mapToInt(Integer::intValue).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64})
    void regionsLieOneAfterAnother(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<DeviceRegion> regions = new ArrayList<>();
        float[] memory = new float[MEMORY];
        int[] integers = new int[MEMORY];
        float[] transferred = new float[MEMORY];
        int[] transferredIntegers = new int[MEMORY];
        float[] expected = new float[MEMORY];
        int[] expectedIntegers = new int[MEMORY];
        int items = 0;
        int wholeItems = 0;
        int offset = 3;
        for (int i = 0; i < count; i++) {
            boolean whole = random.nextBoolean();
            // Some are empty.
            int elements = random.nextInt(6) * random.nextInt(5);
            regions.add(new DeviceRegion(new Type(whole ? DataType.INT32 : DataType.FLOAT32, Shape.of(elements)), offset));
            for (int k = 0; k < elements; k++) {
                if (whole) {
                    transferredIntegers[wholeItems] = random.nextInt();
                    expectedIntegers[offset + k] = transferredIntegers[wholeItems++];
                } else {
                    transferred[items] = random.nextInt(1000);
                    expected[offset + k] = transferred[items++];
                }
            }
            offset += elements + random.nextInt(3);
        }
        TransferBatch batch = TransferBatch.of(regions);
        int[] floatTable = table(batch.floats());
        int[] integerTable = table(batch.integers());
        assertEquals(items, batch.floatElements());
        assertEquals(wholeItems, batch.integerElements());
        for (int i = 0; i < items; i++) {
            TransferKernels.putFloats(i, memory, transferred, floatTable);
        }
        for (int i = 0; i < wholeItems; i++) {
            TransferKernels.putIntegers(i, integers, transferredIntegers, integerTable);
        }
        assertArrayEquals(expected, memory);
        assertArrayEquals(expectedIntegers, integers);
        float[] back = new float[MEMORY];
        int[] backIntegers = new int[MEMORY];
        for (int i = 0; i < items; i++) {
            TransferKernels.getFloats(i, memory, back, floatTable);
        }
        for (int i = 0; i < wholeItems; i++) {
            TransferKernels.getIntegers(i, integers, backIntegers, integerTable);
        }
        assertArrayEquals(transferred, back);
        assertArrayEquals(transferredIntegers, backIntegers);
    }
}
