package dev.factorizer.models.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A script beside the tests, run by the Python that the variable {@code PYTHON} names.
 *
 * @param script its name
 * @param modules what it imports; a test without them is left out, by name
 */
record PythonProgram(String script, List<String> modules) {
    private static final String PYTHON = "PYTHON";
    private static final String OUTPUT = "output.txt";

    /** Runs the script, which writes to a folder. */
    void run(Path folder) throws IOException, InterruptedException {
        if (call(folder, "-c", "import " + String.join(", ", modules)) != 0) {
            throw new TestAbortedException("this Python lacks some of " + modules + "; set " + PYTHON + " to one that has them, and"
                    + " PYTHONPATH to the authors' package");
        }
        Path copy = folder.resolve(script);
        try (InputStream in = PythonProgram.class.getResourceAsStream(script)) {
            Files.copy(in, copy);
        }
        int code = call(folder, copy.toString(), folder.toString());
        assertEquals(0, code, Files.readString(folder.resolve(OUTPUT)));
    }

    private int call(Path folder, String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve(OUTPUT).toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one that has " + modules, e);
        }
    }
}
