package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decision by given numbers; the measurement in processes that have no compiler for vectors. */
class VectorSpeedTest {
    private static final String SENTENCE = "this Java does not compile vectors";

    /** What another Java runs: two backends after each other. */
    static final class Program {
        private Program() { }

        /**
         * Writes what is said of the device.
         *
         * @param arguments the file to write to
         * @throws IOException if it can't be written
         */
        public static void main(String[] arguments) throws IOException {
            try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[0])), false, StandardCharsets.UTF_8)) {
                out.println(((Availability.Available) new JvmBackendProvider().availability()).devices().getFirst().description());
                for (int i = 0; i < 2; i++) {
                    try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", 1))) {
                        out.println(backend.device().description());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 9, 25})
    void vectorsAreCompiledWhereALoopIsAsFastAsACopy(double ratio) {
        assertEquals(Optional.empty(), new VectorSpeed(ratio).caution());
    }

    @ParameterizedTest
    @ValueSource(doubles = {25.5, 110, 2000, 1e300, Double.POSITIVE_INFINITY})
    void vectorsAreNotCompiledWhereItIsFarSlower(double ratio) {
        assertTrue(new VectorSpeed(ratio).caution().orElseThrow().startsWith(SENTENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void aJavaWithoutTheCompilerSaysSo(String option, @TempDir Path folder) throws IOException, InterruptedException {
        Path lines = folder.resolve("lines");
        String errors = run(lines, option);
        List<String> said = Files.readAllLines(lines);
        assertEquals(3, said.size());
        said.forEach(line -> assertTrue(line.contains(" of memory; " + SENTENCE), line));
        assertEquals(1, errors.lines().filter(line -> line.contains(SENTENCE)).count(), errors);
        assertTrue(errors.contains("WARNING: " + SENTENCE), errors);
    }

    @Test
    void nothingIsSaidWhereAllIsWell(@TempDir Path folder) throws IOException, InterruptedException {
        Path lines = folder.resolve("lines");
        String errors = run(lines, "-XX:+TieredCompilation");
        assertEquals(List.of(), Files.readAllLines(lines).stream().filter(line -> !line.endsWith(" of memory")).toList());
        assertEquals(List.of(), errors.lines().filter(line -> !line.contains("incubator")).toList());
    }

    private static String run(Path lines, String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", option, "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Program.class.getName(), lines.toString()).redirectErrorStream(true).start();
        String errors = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), errors);
        return errors;
    }
}
