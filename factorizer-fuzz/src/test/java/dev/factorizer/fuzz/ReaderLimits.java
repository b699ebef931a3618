package dev.factorizer.fuzz;

import com.sun.management.OperatingSystemMXBean;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.MismatchException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What holds for every reader and every input: it is read, or refused by {@link MalformedFileException} in one line that names
 * the file, or as a list by a {@link MismatchException}; within two seconds, and within the memory that the module's pom gives to Java.
 */
final class ReaderLimits implements AfterAllCallback {
    static final double LONGEST_SECONDS = 2;
    /** In the first, classes are loaded. */
    private static final int ATTEMPTS = 3;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static long readings;
    private static double slowest;

    /** A way to read a file that users reach. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /**
     * Reads an input and checks what is demanded.
     *
     * @param file the input
     * @param reader what reads it
     */
    static void check(Path file, Reader reader) {
        double seconds = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && seconds > slowest; i++) {
            long began = System.nanoTime();
            long used = PROCESS.getProcessCpuTime();
            readsOrRefuses(file, reader);
            // On a busy machine a reading takes longer than it works, and collecting garbage works on several processors.
            seconds = Math.min(seconds, Math.min(System.nanoTime() - began, PROCESS.getProcessCpuTime() - used) / 1e9);
        }
        readings++;
        slowest = Math.max(slowest, seconds);
        if (seconds > LONGEST_SECONDS) {
            throw new AssertionError(String.format(Locale.ROOT, "took %.1f s, expected at most %.0f s", seconds, LONGEST_SECONDS));
        }
    }

    private static void readsOrRefuses(Path file, Reader reader) {
        try {
            reader.read(file);
        } catch (MalformedFileException e) {
            String message = e.getMessage();
            if (!message.contains(stem(file)) || message.contains("\n") && !(e.getCause() instanceof MismatchException)) {
                throw new AssertionError("expected one line that names " + stem(file), e);
            }
            // Said in our own words, but only after all the memory was taken.
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new AssertionError("a small file took all of the memory", e);
            }
        } catch (IOException e) {
            throw new AssertionError("expected a MalformedFileException", e);
        }
    }

    /** The name without its ending: of a pair, the other file may be the one to blame. */
    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    /** Says what was seen. */
    @Override
    public void afterAll(ExtensionContext context) {
        System.out.printf(Locale.ROOT, "%s: %,d readings, the slowest %.3f s, with %,d MiB%n", context.getDisplayName(),
                readings, slowest, Runtime.getRuntime().maxMemory() >> 20);
        readings = 0;
        slowest = 0;
    }
}
