package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.dying.DyingDisk;
import dev.factorizer.io.dying.DyingDisk.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process is killed, or the disk fails, at every operation of writing one file and two. */
class KilledWritingTest {
    private static final List<String> NAMES = List.of("probabilities", "labels");

    @TempDir
    private Path temporary;

    /** Half of a file, then the disk's next operation, then the other half. */
    private static AtomicFile.Content content(String text, DyingDisk disk) {
        return out -> {
            out.write(text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8));
            out.flush();
            disk.change("write");
            out.write(text.substring(text.length() / 2).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static AtomicFile.Content content(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(String run, List<String> names) {
        return names.stream().map(name -> name + " of the " + run + " run").toList();
    }

    private static void write(Path folder, List<String> names, String run) throws IOException {
        AtomicFile.writeAll(names.stream().map(folder::resolve).toList(),
                texts(run, names).stream().map(KilledWritingTest::content).toList());
    }

    /** What another program sees. */
    private static List<String> seen(Path folder, List<String> names) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            seen.add(Files.exists(file) ? Files.readString(file) : "");
        }
        return seen;
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes the new run over the old one on a disk that dies; true if it lived to the end. */
    private static boolean replace(Path folder, List<String> names, DyingDisk disk) {
        try {
            AtomicFile.writeAll(names.stream().map(disk.wrap(folder)::resolve).toList(),
                    texts("new", names).stream().map(text -> content(text, disk)).toList());
            return true;
        } catch (DyingDisk.Killed e) {
            return false;
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith(folder.toString()) && e.getMessage().contains(DyingDisk.FULL), e.getMessage());
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void oneFileIsTheOldOneOrTheNewOne(Fate fate) throws IOException {
        List<String> names = List.of("labels");
        Set<List<String>> states = new HashSet<>();
        int operations = 0;
        boolean reached = true;
        while (reached) {
            Path folder = Files.createDirectory(temporary.resolve("one-" + ++operations));
            write(folder, names, "old");
            DyingDisk disk = new DyingDisk(operations, fate);
            boolean lived = replace(folder, names, disk);
            reached = disk.done().size() >= operations;
            List<String> seen = seen(folder, names);
            assertTrue(List.of(texts("old", names), texts("new", names)).contains(seen), operations + ": " + seen);
            assertTrue(!lived || seen.equals(texts("new", names)), disk.done().toString());
            states.add(seen);
            AtomicFile.write(folder.resolve("other"), content("other"));
            assertEquals(List.of("labels", "other"), entries(folder), "after operation " + operations);
            assertEquals(seen, seen(folder, names));
        }
        assertTrue(operations > 6, "only " + operations);
        assertEquals(2, states.size());
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void twoFilesAreNeverMixedAndWholeAgainWithTheNextWriting(Fate fate) throws IOException {
        Set<List<String>> states = new HashSet<>();
        int operations = 0;
        boolean reached = true;
        while (reached) {
            Path folder = Files.createDirectory(temporary.resolve("two-" + ++operations));
            write(folder, NAMES, "old");
            DyingDisk disk = new DyingDisk(operations, fate);
            boolean lived = replace(folder, NAMES, disk);
            reached = disk.done().size() >= operations;
            List<String> seen = seen(folder, NAMES);
            assertTrue(seen.get(1).isEmpty() || List.of(texts("old", NAMES), texts("new", NAMES)).contains(seen),
                    "labels vouch for the rest, after operation " + operations + ": " + seen);
            assertTrue(!lived || seen.equals(texts("new", NAMES)), disk.done().toString());
            AtomicFile.requireWritable(List.of(folder.resolve("anything")), List.of());
            List<String> later = seen(folder, NAMES);
            assertTrue(List.of(texts("old", NAMES), texts("new", NAMES)).contains(later), operations + ": " + later);
            assertTrue(!seen.equals(texts("new", NAMES)) || later.equals(seen), operations + ": " + seen + ", then " + later);
            assertEquals(List.of("labels", "probabilities"), entries(folder), "after operation " + operations);
            states.add(later);
        }
        assertTrue(operations > 12, "only " + operations);
        assertEquals(2, states.size());
    }

    /** The old files seem to be of tomorrow, as after a clock was set back. */
    @ParameterizedTest
    @EnumSource(Fate.class)
    void aClockThatIsSetBackMixesNoFiles(Fate fate) throws IOException {
        Set<List<String>> states = new HashSet<>();
        int operations = 0;
        boolean reached = true;
        while (reached) {
            Path folder = Files.createDirectory(temporary.resolve("clock-" + ++operations));
            write(folder, NAMES, "old");
            for (String name : NAMES) {
                Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
            }
            DyingDisk disk = new DyingDisk(operations, fate);
            boolean lived = replace(folder, NAMES, disk);
            reached = disk.done().size() >= operations;
            AtomicFile.requireWritable(List.of(folder.resolve("anything")), List.of());
            List<String> later = seen(folder, NAMES);
            assertTrue(List.of(texts("old", NAMES), texts("new", NAMES)).contains(later), disk.done() + ": " + later);
            assertTrue(!lived || later.equals(texts("new", NAMES)), disk.done().toString());
            states.add(later);
        }
        assertEquals(2, states.size());
    }

    /** Who puts the leftovers of another in place may be killed, too. */
    @Test
    void theNextWritingMayBeKilledAtEveryOperation() throws IOException {
        int checked = 0;
        for (int first = 1; first < 40; first++) {
            for (int second = 1; second < 40; second++) {
                Path folder = Files.createDirectory(temporary.resolve("next-" + first + "-" + second));
                write(folder, NAMES, "old");
                boolean lived = replace(folder, NAMES, new DyingDisk(first, Fate.KILL));
                if (lived || seen(folder, NAMES).equals(texts("old", NAMES)) && entries(folder).stream()
                        .noneMatch(name -> name.startsWith(Staging.COMPLETE))) {
                    break;
                }
                DyingDisk disk = new DyingDisk(second, Fate.KILL);
                boolean done = replace(disk.wrap(folder), List.of("other"), disk);
                List<String> seen = seen(folder, NAMES);
                assertTrue(seen.get(1).isEmpty() || List.of(texts("old", NAMES), texts("new", NAMES)).contains(seen), disk.done()
                        + ": " + seen);
                AtomicFile.requireWritable(List.of(folder.resolve("anything")), List.of());
                assertEquals(texts("new", NAMES), seen(folder, NAMES), first + ", " + second + ": " + disk.done());
                checked++;
                if (done) {
                    break;
                }
            }
        }
        assertTrue(checked > 30, "only " + checked);
    }

    @Test
    void whatOtherProgramsWroteSinceIsKept() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("since"));
        Path left = Files.createDirectories(folder.resolve(Staging.COMPLETE + "1/0"));
        Files.createFile(left.resolveSibling("lock"));
        Files.writeString(left.resolve("labels"), "left");
        Files.setLastModifiedTime(left.resolve("labels"), FileTime.fromMillis(1_000_000));
        Files.writeString(folder.resolve("labels"), "mine");
        AtomicFile.write(folder.resolve("other"), content("other"));
        assertEquals("mine", Files.readString(folder.resolve("labels")));
        assertEquals(List.of("labels", "other"), entries(folder));
    }
}
