package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.factorizer.contract.OperationCase.Gradients;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stated gradient of every operation is its derivative. */
class GradientCheckTest {
    private static final long SEED = Long.getLong("factorizer.contract.seed", 20261124);
    private static final double TOLERANCE = 1e-6;

    private static List<OperationCase> checked() {
        return OperationCases.all().stream().filter(one -> one.gradients() == Gradients.DERIVATIVE
                || one.gradients() == Gradients.FIRST_RESULT).toList();
    }

    @TestFactory
    Stream<DynamicTest> gradientsAreDerivatives() {
        return checked().stream().flatMap(one -> IntStream.range(0, 3).mapToObj(variant ->
                dynamicTest(one.name() + ", variant " + variant, () -> {
                    List<Double> errors = GradientCheck.errors(one, SEED, variant);
                    assertFalse(errors.isEmpty(), "no gradient was checked");
                    for (int i = 0; i < errors.size(); i++) {
                        double error = errors.get(i);
                        assertTrue(error <= TOLERANCE, "gradient " + i + " differs by " + error + ", seed " + SEED);
                    }
                })));
    }

    @Test
    void casesAreMany() {
        assertTrue(checked().size() >= 120, "only " + checked().size() + " gradients are checked");
        List<OperationCase> all = OperationCases.all();
        assertEquals(all.size(), all.stream().map(OperationCase::name).distinct().count(), "names are unique");
    }
}
