package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock keeps other processes out, also after others in this one were refused. */
class RunLockTest {
    @TempDir
    private Path folder;

    /** Another process. */
    static final class Probe {
        private Probe() { }

        /** Exits with 0 if it can lock the file. */
        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
                System.exit(lock == null ? 3 : 0);
            }
        }
    }

    private static int probe(Path file) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of(Probe.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString(), Probe.class.getName(),
                file.toString())).inheritIO();
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start().waitFor();
    }

    @Test
    void aRefusalHereDoesNotLetOthersIn() throws IOException, InterruptedException {
        Path file = folder.resolve("lock");
        try (RunLock _ = RunLock.take(file)) {
            assertEquals(3, probe(file));
            String message = assertThrows(IOException.class, () -> RunLock.take(file)).getMessage();
            assertTrue(message.startsWith(file + ": another training is in this folder (process " + ProcessHandle.current().pid() + ", since"),
                    message);
            assertEquals(3, probe(file), "the lock is gone");
        }
        assertEquals(0, probe(file));
    }

    @Test
    void anotherNameOfTheFileDoesNotLetOthersIn() throws IOException, InterruptedException {
        Path file = folder.resolve("lock");
        Path other = folder.resolve("other");
        try (RunLock _ = RunLock.take(file)) {
            Files.createLink(other, file);
            for (int again = 0; again < 2; again++) {
                assertTrue(assertThrows(IOException.class, () -> RunLock.take(other)).getMessage().contains("of this process"));
            }
            assertEquals(3, probe(file), "the lock is gone");
        }
        RunLock.take(other).close();
        assertEquals(0, probe(file));
    }

    @Test
    void anInterruptedThreadDoesNotWait() throws IOException {
        Path file = folder.resolve("lock");
        try (RunLock _ = RunLock.take(file)) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> RunLock.await(file));
            assertTrue(Thread.interrupted());
        }
        assertFalse(Thread.interrupted());
    }
}
