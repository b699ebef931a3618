package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    /** Large enough for each transform to start threads. */
    private static Volume head() {
        Grid grid = new Grid(67, 59, 61, Affine.of(-1.1, 0.1, 0.05, 30, 0.12, 1.2, -0.1, 20, 0.03, 0.1, 1.5, -10, 0, 0, 0, 1));
        SplittableRandom random = new SplittableRandom(5);
        float[] voxels = new float[3 * grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextDouble(-10, 100);
        }
        return new Volume(grid, 3, voxels);
    }

    @Test
    void resultsHaveTheSameBitsForAnyNumberOfThreads() {
        Volume head = head();
        Preprocessed prepared = Preprocessing.recipe(1.3, 48).apply(head);
        List<UnaryOperator<Volume>> all = List.of(
                new Flip(List.of(0, 2))::apply,
                new SpatialCrop(List.of(1, 2, 3), List.of(60, 50, 50))::apply,
                AffineTransform.of(List.of(0.2, -0.1, 0.3), List.of(0.9, 1.1, 1.0), Interpolation.BILINEAR)::apply,
                new GaussianSmooth(List.of(0.5, 1.5, 0.7))::apply,
                new ScaleIntensity(0.1)::apply,
                new ShiftIntensity(0.1)::apply,
                new AddedNoise(head)::apply,
                new NormalizeIntensity(true, true)::apply,
                new NormalizeIntensity(false, false)::apply,
                new Transpose(List.of(2, 0, 1))::apply,
                new CropToNonzero()::apply,
                new NormalizeChannels(List.of(new ChannelNormalization.ZScore(true), new ChannelNormalization.RescaleToOne(),
                        new ChannelNormalization.Ct(-5, 90, 10, 20)))::apply,
                new ResampleToSpacing(List.of(0.9, 1.7, 1.1), ResampleToSpacing.Content.IMAGE)::apply,
                new ResampleToSpacing(List.of(0.9, 1.7, 6.0), ResampleToSpacing.Content.IMAGE)::apply,
                image -> Preprocessing.recipe(1.3, 48).apply(image).volume(),
                image -> prepared.invert(prepared.volume()));
        for (UnaryOperator<Volume> transform : all) {
            Volume expected = Threads.limit(1, () -> transform.apply(head));
            for (int threads : new int[] {2, 3, 8}) {
                Volume found = Threads.limit(threads, () -> transform.apply(head));
                assertEquals(expected.grid(), found.grid());
                assertArrayEquals(expected.voxels(), found.voxels(), 0f);
            }
        }
    }

    @Test
    void eachTaskRunsOnceOnNamedThreads() {
        AtomicIntegerArray runs = new AtomicIntegerArray(100);
        Set<String> names = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        String own = Thread.currentThread().getName();
        Threads.limit(2, () -> {
            Threads.each(100, 1 << 20, task -> {
                if (names.add(Thread.currentThread().getName())) {
                    both.countDown();
                    await(both);
                }
                runs.incrementAndGet(task);
            });
            return null;
        });
        assertTrue(IntStream.range(0, 100).allMatch(task -> runs.get(task) == 1), runs.toString());
        assertEquals(Set.of(own, "factorizer-io-1"), names);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fewValuesStartNoThread() {
        Threads.each(100, 10, task -> assertFalse(Thread.currentThread().getName().startsWith("factorizer-io-")));
        assertThrows(IllegalArgumentException.class, () -> Threads.limit(0, () -> 1));
        assertEquals(7, Threads.limit(3, () -> 7));
    }

    @Test
    void whatATaskThrowsIsThrown() {
        IllegalArgumentException own = new IllegalArgumentException("task");
        for (int threads : new int[] {1, 4}) {
            assertSame(own, assertThrows(IllegalArgumentException.class, () -> Threads.limit(threads, () -> {
                Threads.each(1000, 1 << 20, task -> {
                    if (task >= 10) {
                        throw own;
                    }
                });
                return null;
            })));
        }
        CountDownLatch thrown = new CountDownLatch(1);
        assertThrows(OutOfMemoryError.class, () -> Threads.limit(2, () -> {
            Threads.each(2, 1 << 20, task -> {
                if (Thread.currentThread().getName().startsWith("factorizer-io-")) {
                    thrown.countDown();
                    throw new OutOfMemoryError("of a helper");
                }
                await(thrown);
            });
            return null;
        }));
    }

    @Test
    void anInterruptedThreadGetsNoResultAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        Volume head = head();
        String message = assertThrows(CancellationException.class, () -> new GaussianSmooth(1).apply(head)).getMessage();
        assertEquals("transforms: interrupted; there is no result", message);
        assertTrue(Thread.interrupted(), "still interrupted");
    }
}
