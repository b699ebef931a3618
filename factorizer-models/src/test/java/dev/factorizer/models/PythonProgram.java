package dev.factorizer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A script beside a test class, run by the Python that the variable {@code PYTHON} names.
 *
 * @param beside the test class
 * @param script its name
 * @param modules what it imports; a test without them is left out, by name
 */
public record PythonProgram(Class<?> beside, String script, List<String> modules) {
    private static final String PYTHON = "PYTHON";
    private static final String OUTPUT = "output.txt";

    /**
     * Runs the script, which writes to a folder.
     *
     * @param folder its first argument
     * @param arguments its further arguments
     */
    public void run(Path folder, String... arguments) throws IOException, InterruptedException {
        if (call(folder, "-c", "import " + String.join(", ", modules)) != 0) {
            throw new TestAbortedException("this Python lacks some of " + modules + "; set " + PYTHON + " to one that has them, and"
                    + " PYTHONPATH to the authors' package");
        }
        Path copy = folder.resolve(script);
        try (InputStream in = beside.getResourceAsStream(script)) {
            Files.copy(in, copy);
        }
        int code = call(folder, Stream.concat(Stream.of(copy.toString(), folder.toString()), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(0, code, Files.readString(folder.resolve(OUTPUT)));
    }

    private static int call(Path folder, String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve(OUTPUT).toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to a Python", e);
        }
    }
}
