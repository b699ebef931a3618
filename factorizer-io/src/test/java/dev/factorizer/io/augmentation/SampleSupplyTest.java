package dev.factorizer.io.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.transforms.SplitRegions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SampleSupplyTest {
    private static final List<Integer> SIZE = List.of(8, 7, 6);
    private static final Augmentation AUGMENTATION = Augmentation.nnUNet(SIZE);

    private static List<CaseSource> cases(int count) {
        return IntStream.range(0, count).mapToObj(i -> CaseSource.of(Cases.inMemory("case" + i, 2, 12 + i, 10, 9))).toList();
    }

    /** A case that can't be opened, or that waits until it may. */
    private record OddCase(String name, IOException failure, CountDownLatch gate) implements CaseSource {
        @Override
        public TrainingCase open() throws IOException {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            throw failure;
        }
    }

    private static List<SampleBatch> batches(List<CaseSource> cases, SupplySettings settings, long first, int count) throws IOException {
        List<SampleBatch> batches = new ArrayList<>();
        try (SampleSupply supply = SampleSupply.of(cases, AUGMENTATION, settings, first)) {
            for (int i = 0; i < count; i++) {
                batches.add(supply.next());
            }
            assertEquals(count, supply.waiting().batches());
            assertTrue(supply.waiting().share() <= 1);
        }
        return batches;
    }

    private static void assertSame(SampleBatch expected, SampleBatch found) {
        assertEquals(expected.number(), found.number());
        assertEquals(expected.keys(), found.keys());
        assertArrayEquals(expected.images(), found.images());
        assertArrayEquals(expected.targets(), found.targets());
    }

    @Test
    void batchesAreTheSameForAnyNumberOfThreadsAndFromAnyStart() throws IOException {
        SupplySettings settings = new SupplySettings(11, 3).withThreads(1);
        List<SampleBatch> expected = batches(cases(5), settings, 0, 12);
        for (SupplySettings other : List.of(settings.withThreads(7), settings.withThreads(3).withAhead(6, 1),
                settings.withThreads(2).withAhead(9, 1L << 40))) {
            List<SampleBatch> found = batches(cases(5), other, 0, 12);
            IntStream.range(0, 12).forEach(i -> assertSame(expected.get(i), found.get(i)));
        }
        List<SampleBatch> resumed = batches(cases(5), settings.withThreads(4), 7, 5);
        IntStream.range(0, 5).forEach(i -> assertSame(expected.get(7 + i), resumed.get(i)));
        assertNotEquals(expected.getFirst().keys(), batches(cases(5), new SupplySettings(12, 3), 0, 1).getFirst().keys());
    }

    @Test
    void everyPassHasEachCaseOnceInAnOrderOfItsOwn() throws IOException {
        List<SampleKey> keys = batches(cases(7), new SupplySettings(3, 2), 0, 35).stream().flatMap(batch -> batch.keys().stream())
                .toList();
        Set<List<String>> orders = new HashSet<>();
        for (int epoch = 0; epoch < 10; epoch++) {
            List<SampleKey> pass = keys.subList(7 * epoch, 7 * epoch + 7);
            int number = epoch;
            assertTrue(pass.stream().allMatch(key -> key.epoch() == number && key.seed() == 3), pass.toString());
            List<String> names = pass.stream().map(SampleKey::name).toList();
            assertEquals(7, new HashSet<>(names).size());
            orders.add(names);
        }
        assertTrue(orders.size() >= 9, orders.toString());
    }

    @Test
    void aBatchHoldsTheSamplesOfItsKeys() throws IOException {
        List<CaseSource> cases = cases(4);
        SplitRegions regions = SplitRegions.brats23();
        SampleBatch batch = batches(cases, new SupplySettings(5, 2).withRegions(regions), 3, 1).getFirst();
        assertEquals(List.of(2, 2, 8, 7, 6), batch.imageShape());
        assertEquals(List.of(2, 3, 8, 7, 6), batch.targetShape());
        assertEquals(4L * (batch.images().length + batch.targets().length), batch.bytes());
        for (int i = 0; i < 2; i++) {
            SampleKey key = batch.keys().get(i);
            TrainingCase source = cases.stream().filter(each -> each.name().equals(key.name())).findFirst().orElseThrow().open();
            Sample sample = AUGMENTATION.sample(source, key, new BatchPlace(i, 2));
            float[] target = regions.apply(sample.label()).voxels();
            int images = sample.image().voxels().length;
            assertArrayEquals(sample.image().voxels(), Arrays.copyOfRange(batch.images(), i * images, (i + 1) * images));
            assertArrayEquals(target, Arrays.copyOfRange(batch.targets(), i * target.length, (i + 1) * target.length));
        }
    }

    @Test
    void aCaseThatFailsIsNamedAfterTheBatchesBeforeIt() throws IOException {
        CountDownLatch open = new CountDownLatch(0);
        for (int threads : new int[] {1, 4}) {
            List<CaseSource> cases = new ArrayList<>(cases(4));
            cases.add(new OddCase("broken", new IOException("t1.nii.gz: ends too early"), open));
            int before = 0;
            while (new CaseOrder(1, 5).caseOf(before) != 4) {
                before++;
            }
            try (SampleSupply supply = SampleSupply.of(cases, AUGMENTATION, new SupplySettings(1, 1).withThreads(threads))) {
                for (int i = 0; i < before; i++) {
                    supply.next();
                }
                for (int i = 0; i < 2; i++) {
                    assertEquals("broken: t1.nii.gz: ends too early", assertThrows(IOException.class, supply::next).getMessage());
                }
            }
        }
    }

    @Test
    void casesOfOtherFormAreRefusedByName() throws IOException {
        List<CaseSource> cases = List.of(CaseSource.of(Cases.inMemory("two", 2, 12, 10, 9)),
                CaseSource.of(Cases.inMemory("three", 3, 12, 10, 9)));
        try (SampleSupply supply = SampleSupply.of(cases, AUGMENTATION, new SupplySettings(1, 2).withThreads(1))) {
            String message = assertThrows(IllegalArgumentException.class, supply::next).getMessage();
            assertTrue(message.matches("(two|three): has [23] channels, (two|three) has [23], expected the same"), message);
        }
    }

    @Test
    void whatIsPreparedAheadIsBounded() throws IOException, InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        List<CaseSource> cases = cases(3).stream().<CaseSource>map(inner -> new CaseSource() {
            @Override
            public String name() {
                return inner.name();
            }

            @Override
            public TrainingCase open() throws IOException {
                opened.incrementAndGet();
                return inner.open();
            }
        }).toList();
        try (SampleSupply supply = SampleSupply.of(cases, AUGMENTATION, new SupplySettings(1, 2).withThreads(8).withAhead(3, 1L << 40))) {
            SampleBatch first = supply.next();
            Thread.sleep(300);
            assertTrue(opened.get() <= 2 * 4, "opened " + opened);
            long batch = first.bytes();
            assertTrue(batch > 0);
        }
        opened.set(0);
        try (SampleSupply supply = SampleSupply.of(cases, AUGMENTATION, new SupplySettings(1, 2).withThreads(8).withAhead(9, 1))) {
            supply.next();
            Thread.sleep(300);
            assertTrue(opened.get() <= 2 * 2, "opened " + opened);
        }
    }

    @Test
    void closingEndsAllThreadsAndWakesTheConsumer() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        SampleSupply supply = SampleSupply.of(List.of(new OddCase("slow", new IOException("late"), gate)), AUGMENTATION,
                new SupplySettings(1, 1).withThreads(2));
        Thread closer = Thread.ofPlatform().name("closer").start(() -> {
            gate.countDown();
            supply.close();
        });
        assertThrows(Exception.class, supply::next);
        closer.join();
        assertEquals("supply: was closed", assertThrows(IllegalStateException.class, supply::next).getMessage());
        supply.close();
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("factorizer-samples-") && thread.isAlive()));
    }

    @Test
    void anInterruptedConsumerStopsWaiting() {
        CountDownLatch gate = new CountDownLatch(1);
        try (SampleSupply supply = SampleSupply.of(List.of(new OddCase("slow", new IOException("late"), gate)), AUGMENTATION,
                new SupplySettings(1, 1))) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, supply::next);
            assertTrue(Thread.interrupted());
            gate.countDown();
        }
    }

    @Test
    void wrongSettingsAreRefused() {
        assertEquals("supply: there are no cases, expected at least one to draw samples from", assertThrows(
                IllegalArgumentException.class, () -> SampleSupply.of(List.of(), AUGMENTATION, new SupplySettings(1, 1))).getMessage());
        List<CaseSource> twice = List.of(cases(1).getFirst(), cases(1).getFirst());
        assertEquals("supply: two cases are named \"case0\", expected a name of its own for each", assertThrows(
                IllegalArgumentException.class, () -> SampleSupply.of(twice, AUGMENTATION, new SupplySettings(1, 1))).getMessage());
        assertEquals("supply: batchSize is 0, expected at least 1", assertThrows(IllegalArgumentException.class,
                () -> new SupplySettings(1, 0)).getMessage());
        assertEquals("supply: threads is 0, expected 1 to 1024", assertThrows(IllegalArgumentException.class,
                () -> new SupplySettings(1, 1).withThreads(0)).getMessage());
        assertEquals("supply: bytesAhead is 0, expected at least 1", assertThrows(IllegalArgumentException.class,
                () -> new SupplySettings(1, 1).withAhead(1, 0)).getMessage());
    }
}
