package com.example.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The loss of numbers that can be followed by hand. */
class FocalTverskyLossTest {
    private static double loss(double gamma, Tensor logits, Tensor target) {
        FocalTverskyLoss loss = new FocalTverskyLoss(new TverskyIndex(0.3, 0.7), gamma);
        try (Backend backend = Backends.named("reference")) {
            return Eager.on(backend).run(values -> loss.apply(values.get(0), values.get(1)), logits, target).toDoubles()[0];
        }
    }

    @Test
    void halfFoundAndHalfMissed() {
        // Probabilities of ½ and one voxel of two: Σpg = ½, both errors ½; the index is ½ / (½ + 0.3 · ½ + 0.7 · ½).
        Tensor logits = Tensor.of(new float[2], 1, 1, 2);
        Tensor target = Tensor.of(new float[] {1, 0}, 1, 1, 2);
        assertEquals(0.5, loss(1, logits, target), 1e-5);
        assertEquals(0.25, loss(2, logits, target), 1e-5);
    }

    @Test
    void whatIsRightCostsNothing() {
        Tensor target = Tensor.of(new float[] {1, 0, 1}, 1, 1, 3);
        assertEquals(0, loss(1, Tensor.of(new float[] {40, -40, 40}, 1, 1, 3), target), 1e-9);
    }
}
