package dev.factorizer.backend.jvm.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Arrays by name: what is live is apart, what was given back is used again. */
class ScratchTest {
    private enum Buffer implements Scratch.Name { FIRST, SECOND, SUMS }

    @Test
    void liveArraysAreApartAndGivenBackOnesAreUsedAgain() {
        Scratch scratch = new Scratch();
        float[] first = scratch.floats(Buffer.FIRST, 10);
        int mark = scratch.mark();
        float[] second = scratch.floats(Buffer.SECOND, 10);
        double[] sums = scratch.doubles(Buffer.SUMS, 10);
        assertNotSame(first, second);
        scratch.release(mark);
        assertSame(second, scratch.floats(Buffer.SECOND, 7), "a shorter one lies where the last one did");
        assertSame(sums, scratch.doubles(Buffer.SUMS, 10));
        scratch.release(mark);
        assertTrue(scratch.floats(Buffer.SECOND, 11).length >= 11, "a longer one is made");
    }

    @Test
    void aNameTakenTwiceIsAnError() {
        Scratch scratch = new Scratch();
        scratch.floats(Buffer.FIRST, 1);
        AssertionError twice = assertThrows(AssertionError.class, () -> scratch.floats(Buffer.FIRST, 1));
        assertEquals("scratch: " + Buffer.class.getName() + ".FIRST is taken twice; give it back first, or name the other array",
                twice.getMessage());
        assertThrows(AssertionError.class, () -> scratch.doubles(Buffer.FIRST, 1), "names of floats and doubles are the same");
    }

    @Test
    void aTaskFindsNothingTaken() {
        try (Workers workers = new Workers(2)) {
            workers.forEach(100, (task, scratch) -> {
                assertEquals(0, scratch.mark());
                scratch.floats(Buffer.FIRST, 3);
                scratch.doubles(Buffer.SUMS, 3);
            });
        }
    }

    @Test
    void whatTasksShareIsApartFromTheirOwnAndGivenBackWhenClosed() {
        try (Workers workers = new Workers(1)) {
            float[] shared;
            try (SharedArrays arrays = workers.shared()) {
                shared = arrays.floats(Buffer.FIRST, 5);
                try (SharedArrays inner = workers.shared()) {
                    assertNotSame(shared, inner.floats(Buffer.SECOND, 5));
                }
                workers.forEach(1, (task, scratch) -> assertNotSame(shared, scratch.floats(Buffer.FIRST, 5)));
            }
            try (SharedArrays arrays = workers.shared()) {
                assertSame(shared, arrays.floats(Buffer.SECOND, 5));
            }
        }
    }
}
