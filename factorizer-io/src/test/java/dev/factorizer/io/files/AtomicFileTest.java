package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class AtomicFileTest {
    private static final String FULL = "No space left on device";

    @TempDir
    Path folder;

    private static AtomicFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As on a full disk: some bytes are written, then none. */
    private static AtomicFile.Content full() {
        return out -> {
            out.write(new byte[100_000]);
            throw new IOException(FULL);
        };
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, text("one"));
        assertEquals("one", Files.readString(file));
        AtomicFile.write(file, text("two"));
        assertEquals("two", Files.readString(file));
        assertEquals(List.of("a.txt"), files());
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        assertEquals(file + ": can't be written: " + FULL,
                assertThrows(IOException.class, () -> AtomicFile.write(file, full())).getMessage());
        assertEquals(List.of(), files());
        AtomicFile.write(file, text("old"));
        assertThrows(IOException.class, () -> AtomicFile.write(file, full()));
        assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IllegalStateException("mistake");
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), files());
    }

    @Test
    void ofSeveralFilesNoneIsReplacedWhenOneFails() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        AtomicFile.writeAll(List.of(one, two), List.of(text("1"), text("2")));
        assertThrows(IOException.class, () -> AtomicFile.writeAll(List.of(one, two), List.of(text("3"), full())));
        assertEquals("1", Files.readString(one));
        assertEquals("2", Files.readString(two));
        assertEquals(List.of("one", "two"), files());
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "keep");
        for (Path place : List.of(file.resolve("inside.txt"), folder.resolve("missing").resolve("a.txt"), folder)) {
            var refusal = assertThrows(IOException.class, () -> AtomicFile.write(place, text("x")));
            assertTrue(refusal.getMessage().startsWith(place + ": "), refusal.getMessage());
        }
        assertEquals("keep", Files.readString(file));
        assertEquals(List.of("file"), files());
    }

    @Test
    void foldersThatCanOnlyBeReadAreNamed() throws IOException {
        Path sealed = Files.createDirectory(folder.resolve("sealed"));
        Path old = Files.writeString(sealed.resolve("a.txt"), "keep");
        Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            if (Files.isWritable(sealed)) {
                throw new TestAbortedException("left out: this user may write into every folder");
            }
            for (Path file : List.of(old, sealed.resolve("new.txt"))) {
                refused(file, file + ": its folder does not allow writing; choose another");
            }
            assertEquals("keep", Files.readString(old));
        } finally {
            Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** That of the kernel takes no files, not even from the administrator. */
    @Test
    void foldersThatTakeNoFilesAreNamed() {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            throw new TestAbortedException("left out: there is no /proc here");
        }
        refused(Path.of("/proc/a.txt"), "/proc/a.txt: can't be written: its folder takes no files or is gone; choose another");
    }

    /** As where a file in its place belongs to another user, or is open on a system that then keeps it. */
    @Test
    void ofSeveralFilesNoneIsReplacedWhenThePlaceOfOneIsLost() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "1");
        Path two = folder.resolve("two");
        for (int i = 0; i < 2; i++) {
            var refusal = assertThrows(IOException.class, () -> AtomicFile.writeAll(List.of(one, two), List.of(text("3"), out -> {
                out.write('4');
                Files.createDirectories(two.resolve("inside"));
            })));
            assertEquals((i == 0 ? two + ": can't be written: a folder is in its place; choose another"
                    : two + ": is a folder, expected the name of a file to write"), refusal.getMessage());
            assertEquals("1", Files.readString(one));
            assertEquals(List.of("one", "two"), files(), "nothing is left to be put in place later");
        }
    }

    @Test
    void closingTheStreamEarlyDoesNoHarm() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> {
            out.write('a');
            out.close();
        });
        assertEquals("a", Files.readString(file));
    }

    @Test
    void linksToFilesAreFollowed() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path real = Files.writeString(other.resolve("real.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other/real.txt"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        Path through = Files.createSymbolicLink(folder.resolve("through"), other).resolve("real.txt");
        for (Path name : List.of(link, second, through)) {
            AtomicFile.write(name, text(name.toString()));
            assertEquals(name.toString(), Files.readString(real));
        }
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("other/new.txt"));
        AtomicFile.write(dangling, text("new"));
        assertEquals("new", Files.readString(other.resolve("new.txt")));
        refused(Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing/new.txt")), "does not exist");
        refused(Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle")), "leads to no end");
        refused(Files.createSymbolicLink(folder.resolve("up"), Path.of("other")), "is a folder");
        assertEquals(List.of("circle", "dangling", "link", "nowhere", "other", "second", "through", "up"), files());
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(2, files.count());
        }
    }

    private static void refused(Path place, String complaint) {
        AtomicBoolean asked = new AtomicBoolean();
        var refusal = assertThrows(IOException.class, () -> AtomicFile.write(place, out -> asked.set(true)));
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
        assertFalse(asked.get(), "refused before the work");
        refusal = assertThrows(IOException.class, () -> AtomicFile.requireWritable(List.of(place), List.of()));
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    private boolean makes(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    /** Never a device of the system: nodes of the test's own, in its own folder. Only root may make a device. */
    @Test
    void whatIsNoFileIsNotReplaced() throws IOException, InterruptedException {
        assertTrue(makes("mkfifo", "pipe"));
        List<String> nodes = makes("mknod", "device", "c", "1", "3") ? List.of("device", "pipe") : List.of("pipe");
        for (String name : nodes) {
            Path node = folder.resolve(name);
            refused(node, "is a device, pipe or socket");
            Path link = Files.createSymbolicLink(folder.resolve("link"), node);
            refused(link, "is a device, pipe or socket");
            Files.delete(link);
            assertTrue(Files.readAttributes(node, BasicFileAttributes.class).isOther());
        }
        assertEquals(nodes, files());
    }

    @Test
    void aSocketIsNotReplaced() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            refused(socket, "is a device, pipe or socket");
        }
    }

    @Test
    void emptyNamesAreRefused() {
        for (Path name : List.of(Path.of(""), Path.of("/"))) {
            refused(name, "names no file");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 230, 251, 255})
    void everyNameThatTheDiskTakesCanBeWritten(int length) throws IOException {
        Path file = folder.resolve("n".repeat(length));
        AtomicFile.write(file, text("one"));
        AtomicFile.writeAll(List.of(folder.resolve("other"), file), List.of(text("2"), text("two")));
        assertEquals("two", Files.readString(file));
    }

    @Test
    void namesThatAreTooLongAreRefusedBeforeTheWork() throws IOException {
        refused(folder.resolve("n".repeat(256)), "too long");
        refused(folder.resolve("ü".repeat(128)), "too long");
        assertEquals(List.of(), files());
    }

    @Test
    void oneFileIsNotWrittenOverAnother() throws IOException {
        Path one = Files.writeString(folder.resolve("one"), "keep");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createSymbolicLink(folder.resolve("link"), other);
        List<Path> same = List.of(one, folder.resolve("other/../one"), folder.resolve("./one"), folder.resolve("ONE"),
                Files.createSymbolicLink(folder.resolve("alias"), one), Files.createLink(folder.resolve("hard"), one));
        for (Path name : same) {
            var refusal = assertThrows(IOException.class,
                    () -> AtomicFile.writeAll(List.of(one, name), List.of(text("1"), text("2"))));
            assertEquals(name + ": is the same file as " + one + ", expected a file of its own for each result",
                    refusal.getMessage());
        }
        for (List<Path> free : List.of(List.of(other.resolve("a"), folder.resolve("link/a")),
                List.of(other.resolve("a.pt"), other.resolve("A.PT")), List.of(other.resolve("\u00fc"),
                        other.resolve("u\u0308")))) {
            assertThrows(IOException.class, () -> AtomicFile.requireWritable(free, List.of()), free.toString());
        }
        for (Path name : same) {
            if (!name.endsWith("ONE") || Files.exists(name)) {
                var refusal = assertThrows(IOException.class, () -> AtomicFile.requireWritable(List.of(name), List.of(one)));
                assertTrue(refusal.getMessage().contains("read; choose another name"), refusal.getMessage());
            }
        }
        AtomicFile.requireWritable(List.of(other.resolve("a"), folder.resolve("a")), same);
        assertEquals("keep", Files.readString(one));
    }

    @Test
    void whatADeadProcessLeftIsCleanedAndWhatALivingOneHasIsNot() throws Exception {
        Path dead = Files.createDirectories(folder.resolve(Staging.PARTIAL + "1/0"));
        Files.writeString(dead.resolve("a.txt"), "half");
        Files.createFile(dead.resolveSibling("lock"));
        Files.createDirectory(folder.resolve(Staging.PARTIAL + "2"));
        Path living = Files.createDirectories(folder.resolve(Staging.PARTIAL + "3/0"));
        Files.writeString(living.resolve("b.txt"), "half");
        Path lock = Files.createFile(living.resolveSibling("lock"));
        Path others = Files.writeString(folder.resolve(".a.txt.17.1.partial"), "of an earlier release");
        Process owner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), LockingProcess.class.getName(), lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertEquals('L', owner.getInputStream().read());
            AtomicFile.write(folder.resolve("a.txt"), text("whole"));
            assertEquals(List.of(others.getFileName().toString(), Staging.PARTIAL + "3", "a.txt"), files());
            assertEquals("half", Files.readString(living.resolve("b.txt")));
        } finally {
            owner.destroyForcibly().waitFor();
        }
        AtomicFile.write(folder.resolve("a.txt"), text("again"));
        assertEquals(List.of(others.getFileName().toString(), "a.txt"), files());
    }

    @Test
    void whatIsReadBackAsSomethingElseIsNotKept() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        assertThrows(IOException.class, () -> AtomicFile.write(file, new AtomicFile.Content() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write('x');
            }

            @Override
            public void check(Path written) throws IOException {
                assertEquals("x", Files.readString(written));
                throw new IOException("damaged");
            }
        }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a"), files());
    }

    @Test
    void threadsWriteBesideEachOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4,
                Thread.ofPlatform().name("writer-", 0).factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String name = "file-" + i % 8;
                all.add(threads.submit(() -> {
                    AtomicFile.writeAll(List.of(folder.resolve("a-" + name), folder.resolve(name)),
                            List.of(text("whole"), text("whole")));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertEquals(16, files().size(), files().toString());
    }
}
