package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stated gradient of every operation is its derivative, and one that isn't is noticed. */
class GradientCheckTest {
    private static final long SEED = OperationContract.SEED;

    private static List<OperationCase> checked() {
        return OperationCases.all().stream().filter(GradientCheck::applies).toList();
    }

    @TestFactory
    Stream<DynamicTest> gradientsAreDerivatives() {
        return checked().stream().flatMap(one -> IntStream.range(0, 3).mapToObj(variant ->
                dynamicTest(one.name() + ", variant " + variant, () -> GradientCheck.check(one, SEED, variant))));
    }

    @Test
    void casesAreMany() {
        assertTrue(checked().size() >= 120, "only " + checked().size() + " gradients are checked");
    }

    @Test
    void aWrongGradientIsNoticed() {
        OperationCase wrong = OperationCase.elementwise(new Cube(3.001));
        String message = assertThrows(AssertionError.class, () -> GradientCheck.check(wrong, SEED, 1)).getMessage();
        assertTrue(message.startsWith("Cube[factor=3.001], variant 1, seed " + SEED + ": gradient 0 is off by "), message);
        OperationCase withoutGradient = wrong.gradients(OperationCase.Gradients.NONE);
        assertTrue(assertThrows(AssertionError.class, () -> GradientCheck.check(withoutGradient, SEED, 1)).getMessage()
                .endsWith("no gradient was checked"));
    }
}
