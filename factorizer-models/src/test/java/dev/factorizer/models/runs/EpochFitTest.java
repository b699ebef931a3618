package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How long validations take, and how many epochs fit beside them. */
class EpochFitTest {
    @Test
    void preparingIsOncePerValidation() {
        // A second to prepare and half a second each.
        assertEquals(1 + 42 * 0.5, EpochFit.validation(List.of(1.5, 2.0), 42), 1e-12);
        assertEquals(1.5, EpochFit.validation(List.of(1.5), 1));
        // The first was a smaller one.
        assertEquals(42 * 2.0, EpochFit.validation(List.of(1.0, 3.0), 42));
    }

    @Test
    void asManyEpochsAsFit() {
        for (double seconds : new double[] {0, 5, 9.9, 10, 100, 1234.5, 3600}) {
            for (int every : new int[] {1, 3, 50}) {
                int epochs = EpochFit.epochs(seconds, 3, 7, every, 1_000_000);
                assertTrue(epochs == 0 || cost(epochs, every) <= seconds, seconds + " s, every " + every);
                assertTrue(cost(epochs + 1, every) > seconds, seconds + " s, every " + every);
            }
        }
        assertEquals(12, EpochFit.epochs(1e9, 3, 7, 1, 12));
        assertEquals(0, EpochFit.epochs(-5, 3, 7, 1, 12));
    }

    private static double cost(int epochs, int every) {
        return epochs * 3 + Math.ceilDiv(epochs, every) * 7.0;
    }
}
