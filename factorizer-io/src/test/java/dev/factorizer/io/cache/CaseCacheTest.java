package dev.factorizer.io.cache;

import static dev.factorizer.io.cache.CachedFiles.PLENTY;
import static dev.factorizer.io.cache.CachedFiles.PREPARATION;
import static dev.factorizer.io.cache.CachedFiles.entries;
import static dev.factorizer.io.cache.CachedFiles.prepared;
import static dev.factorizer.io.cache.CachedFiles.whole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.BatchPlace;
import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.augmentation.SampleKey;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.files.FolderLock;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseCacheTest {
    @TempDir
    private Path temporary;

    private final List<String> warnings = new ArrayList<>();
    private Path folder;
    private CaseFiles files;

    @BeforeEach
    void writeCase() throws IOException {
        folder = temporary.resolve("cache");
        files = CachedFiles.write(temporary.resolve("data"), "a", 1);
    }

    private CaseCache cache(long bytes) throws IOException {
        return CaseCache.in(folder, bytes, PREPARATION, warnings::add);
    }

    private static void assertWhole(Sample expected, TrainingCase found) throws IOException {
        Grid grid = expected.image().grid();
        assertEquals(grid, found.grid());
        assertEquals(expected.image().channels(), found.channels());
        assertArrayEquals(expected.image().voxels(), found.image(whole(grid)).voxels());
        assertArrayEquals(expected.label().voxels(), found.label(whole(grid)).voxels());
        assertEquals(TrainingCase.of(expected).labels(), found.labels());
    }

    private static void assertUse(CaseCache cache, long found, long prepared, long damaged) {
        assertEquals(new CacheUse(found, prepared, damaged), cache.use());
    }

    @Test
    void whatIsReadIsWhatWasPrepared() throws IOException {
        Sample expected = prepared(files);
        CaseCache first = cache(PLENTY);
        assertWhole(expected, first.source(files).open());
        assertWhole(expected, first.source(files).open());
        assertUse(first, 1, 1, 0);
        CaseCache second = cache(PLENTY);
        TrainingCase found = second.source(files).open();
        assertWhole(expected, found);
        assertUse(second, 1, 0, 0);
        assertEquals("1 cases were in the cache, 0 were prepared", second.use().describe());
        TrainingCase inMemory = TrainingCase.of(expected);
        for (VoxelBox box : List.of(new VoxelBox(1, 5, 2, 3, 4, 9), new VoxelBox(0, 1, 0, 1, 0, 1), new VoxelBox(6, 12, 3, 11, 0, 7))) {
            assertArrayEquals(inMemory.image(box).voxels(), found.image(box).voxels());
            assertArrayEquals(inMemory.label(box).voxels(), found.label(box).voxels());
            assertTrue(inMemory.image(box).grid().isNear(found.image(box).grid(), 1e-12));
        }
        Augmentation augmentation = Augmentation.nnUNet(List.of(8, 8, 8));
        for (int epoch = 0; epoch < 30; epoch++) {
            SampleKey key = new SampleKey(1, epoch, "a");
            assertArrayEquals(augmentation.sample(inMemory, key, new BatchPlace(1, 2)).image().voxels(),
                    augmentation.sample(found, key, new BatchPlace(1, 2)).image().voxels());
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void contentAndSettingsDecideNotNamesAndTimes() throws IOException {
        cache(PLENTY).source(files).open();
        Files.setLastModifiedTime(files.label(), FileTime.fromMillis(1));
        Path elsewhere = Files.copy(files.label(), temporary.resolve("other-seg.nii.gz"));
        CaseCache again = cache(PLENTY);
        again.source(new CaseFiles("b", files.image(), elsewhere)).open();
        assertUse(again, 1, 0, 0);

        CaseCache changed = CaseCache.in(folder, PLENTY, CasePreparation.of(Preprocessing.recipe(1.25, 12)), warnings::add);
        changed.source(files).open();
        assertUse(changed, 0, 1, 0);
        CaseFiles other = CachedFiles.write(temporary.resolve("data"), "c", 2);
        Files.copy(other.label(), elsewhere, StandardCopyOption.REPLACE_EXISTING);
        CaseFiles mixed = new CaseFiles("c", other.image(), other.label());
        again.source(mixed).open();
        assertUse(again, 1, 1, 0);
        // The same names, another content: seen by the cache that has read them before.
        CachedFiles.write(temporary.resolve("data"), "a", 4);
        assertWhole(prepared(files), again.source(files).open());
        assertUse(again, 1, 2, 0);
        assertEquals(4, entries(folder).size());
    }

    @Test
    void theOtherFileOfAPairCountsToo() throws IOException {
        Volume image = Volumes.read(files.image().files().getFirst());
        Path header = temporary.resolve("x.hdr");
        Volumes.write(image, header);
        CaseFiles pair = new CaseFiles("x", ScanFiles.of(List.of(header)), files.label());
        CaseCache cache = cache(PLENTY);
        cache.source(pair).open();
        float[] other = image.voxels().clone();
        other[5] += 1;
        Path second = Files.createDirectory(temporary.resolve("y")).resolve("x.hdr");
        Volumes.write(image.withVoxels(1, other), second);
        assertEquals(-1, Files.mismatch(header, second));
        Files.move(second.resolveSibling("x.img"), temporary.resolve("x.img"), StandardCopyOption.REPLACE_EXISTING);
        assertWhole(prepared(pair), cache.source(pair).open());
        assertUse(cache, 0, 2, 0);
    }

    /** Every byte, one after the other: either it is seen, or it changes nothing. */
    @Test
    void noDamageGivesOtherVoxels() throws IOException {
        Sample expected = prepared(files);
        cache(PLENTY).source(files).open();
        Path entry = entries(folder).getFirst();
        byte[] good = Files.readAllBytes(entry);
        int seen = 0;
        for (int at = 0; at < good.length; at += at < 3000 ? 41 : 1009) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            Files.write(entry, bad);
            CaseCache cache = cache(PLENTY);
            assertWhole(expected, cache.source(files).open());
            assertUse(cache, cache.use().found(), 1, 1);
            assertEquals(-1, Files.mismatch(entry, Files.write(temporary.resolve("good"), good)), "byte " + at + ": made anew");
            seen++;
        }
        for (int length : new int[] {0, 5, 16, 200, good.length / 2, good.length - 1}) {
            Files.write(entry, Arrays.copyOf(good, length));
            CaseCache cache = cache(PLENTY);
            assertWhole(expected, cache.source(files).open());
            assertUse(cache, 0, 1, 1);
        }
        Files.write(entry, Arrays.copyOf(good, good.length + 1));
        assertWhole(expected, cache(PLENTY).source(files).open());
        assertTrue(seen > 70, "only " + seen);
        assertTrue(warnings.stream().allMatch(said -> said.startsWith("cache: " + entry) && said.endsWith("; case a is prepared anew")),
                warnings.toString());
    }

    @Test
    void aFileThatGoesWhileItIsUsedIsMadeAnew() throws IOException {
        cache(PLENTY).source(files).open();
        CaseCache cache = cache(PLENTY);
        TrainingCase found = cache.source(files).open();
        Files.delete(entries(folder).getFirst());
        assertWhole(prepared(files), found);
        assertUse(cache, 1, 1, 1);
        assertEquals(1, entries(folder).size());
    }

    @Test
    void theLimitKeepsWhatWasUsedLast() throws IOException {
        List<CaseFiles> cases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            cases.add(CachedFiles.write(temporary.resolve("data"), "case" + i, 3 * i));
        }
        cache(PLENTY).source(cases.getFirst()).open();
        long size = Files.size(entries(folder).getFirst());
        CaseCache cache = cache(2 * size + size / 2);
        cache.source(cases.get(1)).open();
        old(entries(folder));
        cache.source(cases.get(0)).open();
        cache.source(cases.get(2)).open();
        assertEquals(2, entries(folder).size());
        cache.source(cases.get(0)).open();
        assertUse(cache, 2, 2, 0);
        cache.source(cases.get(1)).open();
        assertUse(cache, 2, 3, 0);
        assertEquals(List.of(), warnings);
        CaseCache tiny = cache(size / 2);
        assertWhole(prepared(cases.get(3)), tiny.source(cases.get(3)).open());
        assertEquals(2, entries(folder).size(), "what is there is not deleted for what has no room anyway");
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains("has no room within its limit of " + size / 2 + " bytes"), warnings.toString());
    }

    /** A clock that was set back leaves times that are still to come: they hold up nothing. */
    @Test
    void timesToComeDoNoHarm() throws IOException {
        List<CaseFiles> cases = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cases.add(CachedFiles.write(temporary.resolve("data"), "case" + i, 3 * i));
            cache(PLENTY).source(cases.get(i)).open();
        }
        long size = Files.size(entries(folder).getFirst());
        for (Path file : entries(folder)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(400))));
        }
        Files.setLastModifiedTime(files.label(), FileTime.from(Instant.now().plus(Duration.ofDays(400))));
        CaseCache cache = cache(2 * size + size / 2);
        cache.source(files).open();
        assertEquals(2, entries(folder).size());
        assertWhole(prepared(files), cache.source(files).open());
        assertUse(cache, 1, 1, 0);
        assertEquals(List.of(), warnings);
    }

    private static void old(List<Path> entries) throws IOException {
        for (Path entry : entries) {
            Files.setLastModifiedTime(entry, FileTime.fromMillis(1000));
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
        CasePreparation slow = new CasePreparation() {
            @Override
            public Sample prepare(String name, Volume image, Volume label) {
                try {
                    Files.write(files.label(), new byte[] {1, 2, 3});
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                return PREPARATION.prepare(name, image, label);
            }

            @Override
            public Optional<Identity> identity() {
                return Optional.of(new Identity("slow"));
            }
        };
        CaseCache cache = CaseCache.in(folder, PLENTY, slow, warnings::add);
        assertEquals("a: a file of it was changed while it was read; start again when none is written to",
                assertThrows(IOException.class, cache.source(files)::open).getMessage());
        assertEquals(List.of(), entries(folder));
    }

    @Test
    void wrongCasesAreRefusedByName() throws IOException {
        CaseCache cache = cache(PLENTY);
        Volume image = Volumes.read(files.image().files().getFirst());
        float[] voxels = image.voxels().clone();
        voxels[3] = Float.NaN;
        Path nan = temporary.resolve("nan.nii");
        Volumes.write(image.withVoxels(1, voxels), nan);
        assertTrue(assertThrows(IOException.class, cache.source(new CaseFiles("n", ScanFiles.of(List.of(nan)), files.label()))::open)
                .getMessage().startsWith("n: " + nan + ": voxel (0, 0, 3) is NaN"));
        Path shifted = temporary.resolve("shifted.nii");
        Volumes.writeLabels(new Volume(new Grid(3, 3, 3, Affine.diagonal(1, 1, 1)), 1, new float[27]), shifted);
        String message = assertThrows(IOException.class, cache.source(new CaseFiles("s", files.image(), shifted))::open).getMessage();
        assertTrue(message.startsWith(shifted + ": has 3×3×3 voxels") && message.endsWith("must lie on the image's grid"), message);
        Path half = temporary.resolve("half.nii");
        Volume labels = Volumes.read(files.label());
        for (float wrong : new float[] {1.5f, -1, Float.NaN, 65536}) {
            float[] values = labels.voxels().clone();
            values[5] = wrong;
            Volumes.write(labels.withVoxels(1, values), half);
            assertEquals(half + ": is " + wrong + " at voxel (0, 0, 5), expected labels: whole numbers from 0 to 65535",
                    assertThrows(MalformedFileException.class, cache.source(new CaseFiles("h", files.image(), half))::open).getMessage());
        }
        Path missing = temporary.resolve("missing.nii");
        assertEquals(missing + ": is missing", assertThrows(IOException.class,
                cache.source(new CaseFiles("m", files.image(), missing))::open).getMessage());
        assertTrue(assertThrows(IOException.class, cache.source(new CaseFiles("d", files.image(), Path.of("/dev/null")))::open)
                .getMessage().startsWith("/dev/null: is a device"));
        TrainingCase found = cache.source(files).open();
        TrainingCase again = cache.source(files).open();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> again.image(new VoxelBox(0, found.grid().x() + 1, 0, 1, 0, 1)))
                .getMessage().contains("is no part of the case's " + found.grid().describeSizes() + " voxels"));
        assertEquals("cache: limit is 0 bytes, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> cache(0)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> CaseCache.in(folder, 1, PREPARATION::prepare, warnings::add))
                .getMessage().startsWith("cache: the preparation has no identity"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new CaseFiles(" ", files.image(), files.label()))
                .getMessage().startsWith("case: its name is empty"));
    }

    @Test
    void withoutAFolderCasesArePreparedEachTime() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertEquals(file + ": is no folder, expected one for cached cases, or a free name",
                assertThrows(IOException.class, () -> CaseCache.in(file, PLENTY, PREPARATION, warnings::add)).getMessage());
        CaseCache cache = CaseCache.in(file.resolve("below"), PLENTY, PREPARATION, warnings::add);
        for (int i = 0; i < 2; i++) {
            assertWhole(prepared(files), cache.source(files).open());
        }
        assertUse(cache, 0, 2, 0);
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.getFirst().contains("can't be made") && warnings.getFirst().endsWith("; cases are prepared each time"));
    }

    @Test
    void whereNothingCanBeWrittenOneWarningSaysSo() throws IOException {
        Sample expected = prepared(files);
        Files.createDirectories(folder.resolve(".lock"));
        CaseCache cache = cache(PLENTY);
        CaseFiles other = CachedFiles.write(temporary.resolve("data"), "b", 5);
        for (CaseFiles each : List.of(files, other, files)) {
            cache.source(each).open();
        }
        assertWhole(expected, cache.source(files).open());
        assertUse(cache, 0, 4, 0);
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.getFirst().startsWith("cache: " + folder + ": a case can't be stored (") && warnings.getFirst()
                .endsWith("); no more are, and those that are not there are prepared each time"), warnings.getFirst());
        assertNotEquals(0, expected.image().voxels().length);
    }

    /** Where eight threads fail at a time, each with another file in its message, one warning is said all the same. */
    @Test
    void manyThreadsThatCanNotWriteSaySoOnce() throws Exception {
        List<CaseFiles> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(CachedFiles.write(temporary.resolve("many"), "c" + i, 10 + i));
            cache(PLENTY).source(many.getLast()).open();
        }
        List<Path> stored = entries(folder);
        assertEquals(8, stored.size());
        for (Path entry : stored) {
            Files.delete(entry);
            Files.createDirectories(entry.resolve("in-the-way"));
        }
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        CaseCache cache = CaseCache.in(folder, PLENTY, PREPARATION, said::add);
        List<Thread> threads = new ArrayList<>();
        // None gets on before all wait for this lock.
        try (FolderLock _ = FolderLock.of(folder)) {
            for (CaseFiles each : many) {
                threads.add(Thread.ofPlatform().name("opens-" + each.name()).start(() -> {
                    try {
                        cache.source(each).open();
                    } catch (IOException e) {
                        said.add(e.toString());
                    }
                }));
            }
            while (threads.stream().anyMatch(thread -> thread.isAlive() && thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertUse(cache, 0, 8, 8);
        for (Path entry : stored) {
            assertEquals(1, said.stream().filter(sentence -> sentence.startsWith("cache: " + entry + ": can't be read (")).count(),
                    said.toString());
        }
        assertEquals(1, said.stream().filter(sentence -> sentence.contains("can't be stored")).count(), said.toString());
    }
}
