package dev.factorizer.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus is where Jazzer looks for it: a test that finds none reads nothing but an empty file, and says nothing. */
class CorpusTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/factorizer/fuzz");
    private static final Path CORPUS = Path.of("src/test/resources/dev/factorizer/fuzz");
    private static final List<Class<?>> TESTS = List.of(BundleArchiveFuzzTest.class, BundleFolderFuzzTest.class,
            DataListFuzzTest.class, DicomFolderFuzzTest.class, DicomFuzzTest.class, GzippedNiftiFuzzTest.class,
            ImportFuzzTest.class, LegacyCheckpointFuzzTest.class, MetaImageFuzzTest.class, NiftiFuzzTest.class,
            NiftiPairFuzzTest.class, NrrdFuzzTest.class, NumpyFuzzTest.class, PickleFuzzTest.class, RecipeFuzzTest.class,
            SafetensorsFuzzTest.class, SettingsFuzzTest.class, ZipCheckpointFuzzTest.class);
    private static final String HERE = Path.of("").toAbsolutePath().getParent().toString();
    private static final long MOST_BYTES = 1_800_000;
    private static final long LARGEST = 8192;

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        return list(folder).stream().map(path -> path.getFileName().toString()).toList();
    }

    @Test
    void allTestsAreKnown() throws IOException {
        assertEquals(TESTS.stream().map(test -> test.getSimpleName() + ".java").toList(),
                names(SOURCES).stream().filter(name -> name.endsWith("FuzzTest.java")).toList());
        assertEquals(TESTS.stream().map(test -> test.getSimpleName() + "Inputs").toList(), names(CORPUS));
    }

    @Test
    void eachHasSmallInputsWithNames() throws IOException {
        long bytes = 0;
        for (Class<?> test : TESTS) {
            List<String> methods = Stream.of(test.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FuzzTest.class)).map(Method::getName).toList();
            assertEquals(1, methods.size(), test::getSimpleName);
            Path folder = CORPUS.resolve(test.getSimpleName() + "Inputs");
            assertEquals(methods, names(folder), test::getSimpleName);
            List<Path> inputs = list(folder.resolve(methods.getFirst()));
            assertTrue(inputs.size() >= 10, () -> test.getSimpleName() + " has only " + inputs.size() + " inputs");
            for (Path input : inputs) {
                assertTrue(Files.size(input) <= LARGEST, () -> input + " has more than " + LARGEST + " bytes");
                assertTrue(!input.getFileName().toString().startsWith("crash-"), () -> input + ": give it a name");
                String text = Files.readString(input, StandardCharsets.ISO_8859_1);
                // Jazzer puts them there, to see whether a reader opens what a file names.
                assertTrue(!text.contains(HERE) && !text.contains("/home/"), () -> input + " has a path of this machine: put another text"
                        + " of its length there");
                bytes += text.length();
            }
        }
        assertTrue(bytes <= MOST_BYTES, "the corpus has " + bytes + " bytes");
    }
}
