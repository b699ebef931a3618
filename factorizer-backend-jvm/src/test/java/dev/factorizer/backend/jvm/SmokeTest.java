package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void addsAndMultiplies() {
        try (Backend backend = Backends.named("jvm")) {
            Tensor y = Eager.on(backend).run(x -> x.get(0).matmul(x.get(1)).add(1).relu(),
                    Tensor.of(new float[] {1, 2, 3, 4}, 2, 2), Tensor.of(new float[] {1, 0, -3, 1}, 2, 2));
            assertArrayEquals(new float[] {0, 3, 0, 5}, y.toFloats());
            assertEquals("cpu", backend.device().name());
        }
    }
}
