package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the tests that has run in a process of its own, for PyTorch is loaded once in the life of one.
 *
 * @param code its exit code
 * @param output what it printed on both streams
 */
record FreshProcess(int code, String output) {
    /** Else the machine's own settings would be what is tested. */
    private static final List<String> SETTINGS = List.of("OPT_OUT_TRACKING", "DJL_OFFLINE", "DJL_CACHE_DIR", "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION", "PYTORCH_FLAVOR", "FACTORIZER_BACKEND", "JAVA_TOOL_OPTIONS");

    /**
     * Runs it.
     *
     * @param folder where its output is kept
     * @param environment variables beside those of this process
     * @param program the class with the main method
     * @param arguments its arguments
     * @return how it ended
     */
    static FreshProcess run(Path folder, Map<String, String> environment, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(SETTINGS);
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertTrue(ended, () -> "the process did not end");
        return new FreshProcess(process.exitValue(), Files.readString(output));
    }
}
