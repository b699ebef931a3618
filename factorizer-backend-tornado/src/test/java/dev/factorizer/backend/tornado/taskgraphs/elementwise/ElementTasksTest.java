package dev.factorizer.backend.tornado.taskgraphs.elementwise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.operations.Zip;
import dev.factorizer.backend.tornado.kernels.functions.PairFunctions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function has the same meaning on the host and on the device. */
class ElementTasksTest {
    private static final List<float[]> PAIRS = List.of(new float[] {1.5f, 2}, new float[] {2, 1.5f}, new float[] {-3, -3},
            new float[] {Float.NaN, 1}, new float[] {1, Float.NaN});

    private static float expected(Zip.Kind kind, float a, float b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsItsFunction(Zip.Kind kind) {
        for (float[] pair : PAIRS) {
            assertEquals(expected(kind, pair[0], pair[1]), PairFunctions.of(ElementTasks.code(kind), pair[0], pair[1]),
                    () -> kind + " of " + pair[0] + " and " + pair[1]);
        }
    }

    @Test
    void kindsHaveDifferentCodes() {
        Set<Integer> codes = new HashSet<>();
        for (Zip.Kind kind : Zip.Kind.values()) {
            codes.add(ElementTasks.code(kind));
        }
        assertEquals(Zip.Kind.values().length, codes.size());
    }

    @Test
    void anUnknownCodeIsNoNumber() {
        for (int code : new int[] {-1, 0, Zip.Kind.values().length + 1}) {
            assertEquals(Float.NaN, PairFunctions.of(code, 1, 1), () -> "code " + code);
        }
    }
}
