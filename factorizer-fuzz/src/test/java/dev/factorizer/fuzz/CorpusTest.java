package dev.factorizer.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus is where Jazzer looks for it: a test that finds none reads nothing but an empty file, and says nothing. */
class CorpusTest {
    private static final Path TESTS = Path.of("src/test/java/dev/factorizer/fuzz");
    private static final Path CORPUS = Path.of("src/test/resources/dev/factorizer/fuzz");
    private static final long MOST_BYTES = 1_500_000;
    private static final long LARGEST = 8192;

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void eachTestHasOneAndEachIsSmall() throws IOException, ClassNotFoundException {
        long bytes = 0;
        int tests = 0;
        for (Path source : list(TESTS)) {
            String name = source.getFileName().toString().replace(".java", "");
            if (!name.endsWith("FuzzTest")) {
                continue;
            }
            List<String> methods = Stream.of(Class.forName(CorpusTest.class.getPackageName() + "." + name).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class)).map(Method::getName).toList();
            assertEquals(1, methods.size(), name);
            assertEquals(methods, list(CORPUS.resolve(name + "Inputs")).stream().map(path -> path.getFileName().toString())
                    .toList(), name);
            List<Path> inputs = list(CORPUS.resolve(name + "Inputs").resolve(methods.getFirst()));
            assertTrue(inputs.size() >= 10, () -> name + " has only " + inputs.size() + " inputs");
            for (Path input : inputs) {
                assertTrue(Files.size(input) <= LARGEST, input::toString);
                assertTrue(!input.getFileName().toString().startsWith("crash-"), () -> input + ": give it a name");
                bytes += Files.size(input);
            }
            tests++;
        }
        assertEquals(11, tests);
        assertEquals(tests, list(CORPUS).size());
        assertTrue(bytes <= MOST_BYTES, "the corpus has " + bytes + " bytes");
    }
}
