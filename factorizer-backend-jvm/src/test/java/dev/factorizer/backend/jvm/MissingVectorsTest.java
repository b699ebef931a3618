package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another Java, started without the module of vectors: the backend says what is missing, by every door. */
class MissingVectorsTest {
    private static final String REASON = "Java runs without the module jdk.incubator.vector.";
    private static final String REMEDY = "Start it with --add-modules jdk.incubator.vector.";

    /** What the other Java runs: one line for each way to the backend. */
    static final class Program {
        private Program() { }

        /**
         * Writes the lines.
         *
         * @param arguments the file to write to
         * @throws IOException if it can't be written
         */
        public static void main(String[] arguments) throws IOException {
            try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[0])), false, StandardCharsets.UTF_8)) {
                out.println(((Availability.Missing) new JvmBackendProvider().availability()).reason());
                out.println(((Availability.Missing) new JvmBackendProvider().availability()).remedy());
                for (Runnable door : List.<Runnable>of(() -> Backends.named("jvm"), Backends::best,
                        () -> new JvmBackendProvider().open(BackendOptions.DEFAULT))) {
                    try {
                        door.run();
                        out.println("opened");
                    } catch (BackendException e) {
                        out.println(e.getMessage());
                    }
                }
            }
        }
    }

    @Test
    void itIsSaid(@TempDir Path folder) throws IOException, InterruptedException {
        Path lines = folder.resolve("lines");
        // Without the reference backend, which would be the best one left.
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("factorizer-reference")).collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-cp", classPath, Program.class.getName(), lines.toString())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<String> found = Files.readAllLines(lines);
        assertEquals(List.of(REASON, REMEDY, "backend \"jvm\" is not available: " + REASON + " " + REMEDY), found.subList(0, 3));
        assertEquals("backend \"jvm\" is not available: " + REASON + " " + REMEDY, found.get(4));
        assertEquals(true, found.get(3).contains("jvm: " + REASON + " " + REMEDY), found.get(3));
    }
}
