package dev.factorizer.backend.tornado.taskgraphs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.kernels.PassageBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions come to the device and back in the order in which they are passed. */
class PassageTest {
    private static final int MEMORY = 2000;

    private static int[] table(List<Integer> table) {
        return table.stream().mapToInt(Integer::intValue).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 64})
    void regionsArePassedOneAfterAnother(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<Region> regions = new ArrayList<>();
        float[] memory = new float[MEMORY];
        int[] integers = new int[MEMORY];
        float[] passed = new float[MEMORY];
        int[] passedIntegers = new int[MEMORY];
        float[] expected = new float[MEMORY];
        int[] expectedIntegers = new int[MEMORY];
        int items = 0;
        int wholeItems = 0;
        int offset = 3;
        for (int i = 0; i < count; i++) {
            boolean whole = random.nextBoolean();
            // Some are empty.
            int elements = random.nextInt(6) * random.nextInt(5);
            regions.add(new Region(new Type(whole ? DataType.INT32 : DataType.FLOAT32, Shape.of(elements)), offset));
            for (int k = 0; k < elements; k++) {
                if (whole) {
                    passedIntegers[wholeItems] = random.nextInt();
                    expectedIntegers[offset + k] = passedIntegers[wholeItems++];
                } else {
                    passed[items] = random.nextInt(1000);
                    expected[offset + k] = passed[items++];
                }
            }
            offset += elements + random.nextInt(3);
        }
        Passage passage = Passage.of(regions);
        int[] floatTable = table(passage.floats());
        int[] integerTable = table(passage.integers());
        assertEquals(items, floatTable[0]);
        assertEquals(wholeItems, integerTable[0]);
        for (int i = 0; i < items; i++) {
            PassageBodies.putFloat(i, memory, passed, floatTable);
        }
        for (int i = 0; i < wholeItems; i++) {
            PassageBodies.putInteger(i, integers, passedIntegers, integerTable);
        }
        assertArrayEquals(expected, memory);
        assertArrayEquals(expectedIntegers, integers);
        float[] back = new float[MEMORY];
        int[] backIntegers = new int[MEMORY];
        for (int i = 0; i < items; i++) {
            PassageBodies.getFloat(i, memory, back, floatTable);
        }
        for (int i = 0; i < wholeItems; i++) {
            PassageBodies.getInteger(i, integers, backIntegers, integerTable);
        }
        assertArrayEquals(passed, back);
        assertArrayEquals(passedIntegers, backIntegers);
    }
}
