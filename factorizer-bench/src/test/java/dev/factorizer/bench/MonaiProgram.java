package dev.factorizer.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A script that times MONAI, run by the Python that the variable {@code PYTHON} names. */
public final class MonaiProgram {
    private static final String PYTHON = "PYTHON";

    private MonaiProgram() { }

    /** {@return the exit code; what the script says is in {@code output.txt} of the folder it runs in} */
    public static int run(Path folder, String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        List<String> line = new ArrayList<>(List.of(python));
        line.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one that has MONAI", e);
        }
    }
}
