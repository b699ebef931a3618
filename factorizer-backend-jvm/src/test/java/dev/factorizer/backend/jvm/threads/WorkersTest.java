package dev.factorizer.backend.jvm.threads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every task runs once, and what it wrote is seen when the loop returns. */
@Timeout(120)
class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16})
    void everyTaskOfManyShortLoopsRunsOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int loop = 0; loop < 20_000; loop++) {
                // Plain memory: what another thread wrote must be visible.
                int[] counts = new int[1 + loop % 7];
                workers.forEach(counts.length, (index, _) -> counts[index]++);
                int[] ones = new int[counts.length];
                Arrays.fill(ones, 1);
                assertArrayEquals(ones, counts);
            }
        }
    }

    @Test
    void allThreadsWorkOnALongLoop() {
        try (Workers workers = new Workers(3)) {
            Set<String> names = new HashSet<>();
            CountDownLatch together = new CountDownLatch(3);
            workers.forEach(3, (_, _) -> {
                together.countDown();
                try {
                    together.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                synchronized (names) {
                    names.add(Thread.currentThread().getName());
                }
            });
            assertEquals(Set.of(Thread.currentThread().getName(), "factorizer-worker-1", "factorizer-worker-2"), names);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aFailureEndsTheLoopAndNotTheTeam(int failing) {
        try (Workers workers = new Workers(4)) {
            IllegalArgumentException failure = new IllegalArgumentException("a task");
            assertSame(failure, assertThrows(IllegalArgumentException.class, () -> workers.forEach(4, (index, _) -> {
                if (index == failing) {
                    throw failure;
                }
            })));
            AtomicInteger done = new AtomicInteger();
            workers.forEach(100, (_, _) -> done.incrementAndGet());
            assertEquals(100, done.get());
        }
    }

    @Test
    void anInterruptedCallerFinishesItsLoopAndStaysInterrupted() {
        try (Workers workers = new Workers(3)) {
            AtomicInteger done = new AtomicInteger();
            Thread.currentThread().interrupt();
            workers.forEach(1000, (_, _) -> done.incrementAndGet());
            assertTrue(Thread.interrupted());
            assertEquals(1000, done.get());
        }
    }

    @Test
    void aClosedTeamRefusesLoops() {
        Workers workers = new Workers(2);
        workers.close();
        workers.close();
        assertThrows(IllegalStateException.class, () -> workers.forEach(1, (_, _) -> { }));
    }
}
