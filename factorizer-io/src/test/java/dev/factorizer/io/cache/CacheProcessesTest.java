package dev.factorizer.io.cache;

import static dev.factorizer.io.cache.CachedFiles.PLENTY;
import static dev.factorizer.io.cache.CachedFiles.PREPARATION;
import static dev.factorizer.io.cache.CachedFiles.entries;
import static dev.factorizer.io.cache.CachedFiles.prepared;
import static dev.factorizer.io.cache.CachedFiles.whole;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.dying.DyingDisk;
import dev.factorizer.io.dying.DyingDisk.Fate;
import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes in one cache, processes that are killed, and disks that fail. */
@Timeout(180)
class CacheProcessesTest {
    @TempDir
    private Path temporary;

    private final List<String> warnings = new ArrayList<>();

    private Path folder() {
        return temporary.resolve("cache");
    }

    private CaseFiles files(String name, int seed) throws IOException {
        return CachedFiles.write(temporary.resolve("data"), name, seed);
    }

    private CaseCache cache(Path folder, long bytes) throws IOException {
        return CaseCache.in(folder, bytes, PREPARATION, warnings::add);
    }

    private static void assertImage(Sample expected, TrainingCase found) throws IOException {
        assertArrayEquals(expected.image().voxels(), found.image(whole(found.grid())).voxels());
        assertArrayEquals(expected.label().voxels(), found.label(whole(found.grid())).voxels());
    }

    @Test
    void whatAnotherProcessReadsIsNotDeleted() throws Exception {
        cache(folder(), PLENTY).source(files("a", 0)).open();
        Path entry = entries(folder()).getFirst();
        Files.setLastModifiedTime(entry, FileTime.fromMillis(1000));
        String key = entry.getFileName().toString().substring(0, 64);
        long room = Files.size(entry) * 3 / 2;
        Process reader = CacheProcess.start("hold", folder().toString(), key);
        try {
            assertEquals('H', reader.getInputStream().read());
            cache(folder(), room).source(files("b", 3)).open();
            assertEquals(List.of(entry), entries(folder()));
            assertTrue(warnings.getFirst().contains("beside what is being read"), warnings.toString());
        } finally {
            reader.destroyForcibly().waitFor();
        }
        cache(folder(), room).source(files("b", 3)).open();
        assertFalse(Files.exists(entry), "its reader is dead");
        assertEquals(1, entries(folder()).size());
    }

    @Test
    void whatIsBeingDeletedIsNotReadAndOtherThreadsReadTogether() throws IOException {
        Files.createDirectories(folder());
        EntryLocks locks = EntryLocks.in(folder());
        String key = "0123456789abcdef".repeat(4);
        assertTrue(locks.share(key));
        assertTrue(locks.share(key));
        assertFalse(locks.seize(key));
        locks.release(key);
        assertFalse(locks.seize(key));
        locks.release(key);
        assertTrue(locks.seize(key));
        assertFalse(locks.share(key));
        assertFalse(locks.seize(key));
        locks.release(key);
        assertTrue(locks.share(key));
        locks.release(key);
    }

    @Test
    void severalProcessesFillOneSmallCache() throws Exception {
        cache(folder(), PLENTY).source(files("a", 0)).open();
        long size = Files.size(entries(folder()).getFirst());
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(CacheProcess.start("fill", folder().toString(), temporary.resolve("data" + i).toString(),
                    Long.toString(3 * size), "60"));
        }
        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            assertTrue(said.startsWith("Done "), said);
        }
        cache(folder(), 3 * size).source(files("new", 7)).open();
        long used = 0;
        for (Path entry : entries(folder())) {
            EntryFile.open(entry);
            used += Files.size(entry);
        }
        assertTrue(used <= 3 * size, used + " bytes, limit " + 3 * size);
        assertEquals(List.of(), warnings);
    }

    @Test
    void aKilledWriterLeavesWholeFilesOnly() throws Exception {
        int whole = 0;
        for (int run = 0; run < 4; run++) {
            Process writer = CacheProcess.start("replace", folder().toString(), temporary.resolve("written").toString());
            assertEquals('W', writer.getInputStream().read());
            Thread.sleep(150 + 130 * run);
            writer.destroyForcibly().waitFor();
            for (Path entry : entries(folder())) {
                EntryFile file = EntryFile.open(entry);
                file.read(whole(file.header().grid()), true);
                file.read(whole(file.header().grid()), false);
                whole++;
            }
            CaseFiles next = files("next" + run, 40 + run);
            assertImage(prepared(next), cache(folder(), PLENTY).source(next).open());
            try (Stream<Path> left = Files.list(folder())) {
                assertEquals(List.of(), left.filter(AtomicFile::isUnfinished).toList());
            }
        }
        assertTrue(whole > 3, "only " + whole);
        assertEquals(List.of(), warnings);
    }

    /** At every operation of storing a case. */
    @Test
    void aDiskThatFailsOrDiesCostsOnlyThePreparation() throws IOException {
        CaseFiles files = files("a", 0);
        Sample expected = prepared(files);
        for (Fate fate : Fate.values()) {
            int operations = 0;
            boolean reached = true;
            while (reached) {
                Path folder = Files.createDirectory(temporary.resolve(fate + "-" + ++operations));
                DyingDisk disk = new DyingDisk(operations, fate);
                warnings.clear();
                try {
                    assertImage(expected, cache(disk.wrap(folder), PLENTY).source(files).open());
                    assertTrue(warnings.size() <= 1, warnings.toString());
                    assertTrue(warnings.isEmpty() || warnings.getFirst().contains(DyingDisk.FULL), warnings.toString());
                } catch (DyingDisk.Killed e) {
                    assertEquals(Fate.KILL, fate);
                }
                reached = disk.done().size() >= operations;
                warnings.clear();
                assertImage(expected, cache(folder, PLENTY).source(files).open());
                assertImage(expected, cache(folder, PLENTY).source(files).open());
                assertEquals(List.of(), warnings);
                assertEquals(1, entries(folder).size());
            }
            assertTrue(operations > 6, "only " + operations);
        }
    }
}
