package dev.factorizer.models.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LengthSettingsTest {
    private static LengthSettings length(int epochs, OptionalInt steps, int batch, int accumulation) {
        return new LengthSettings(epochs, steps, batch, accumulation, Optional.empty(), OptionalDouble.empty(), List.of(), 1,
                OptionalInt.empty());
    }

    private static String message(Executable wrong) {
        return assertThrows(IllegalArgumentException.class, wrong).getMessage();
    }

    @Test
    void anEpochDrawsASampleOfEachCase() {
        assertEquals(4, length(1, OptionalInt.empty(), 2, 3).steps(20));
        assertEquals(1, length(1, OptionalInt.empty(), 1 << 15, 1 << 15).steps(20));
        assertEquals(7, length(1, OptionalInt.of(7), 2, 3).steps(20));
    }

    @Test
    void whatCanNotBeCountedIsRefusedInASentence() {
        assertEquals("length: batchSize times accumulation is 4294967296 samples per update, expected at most 2147483647",
                message(() -> length(1, OptionalInt.empty(), 1 << 16, 1 << 16)));
        RateSettings rate = new RateSettings(new RateCourse.Constant(), RateSettings.Unit.STEP);
        assertEquals("rate: 2000000000 epochs of 2 updates are 4000000000 changes of the learning rate, expected fewer than 2147483647",
                message(() -> rate.schedule(2_000_000_000, 2)));
    }
}
