package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Platform;
import dev.factorizer.api.backend.Backends;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that can't be used: one sentence, as often as it is asked for, and never another backend. */
class UnusableLibraryTest {
    private static final String INSTALLED = "; add the folder of what is missing to LD_LIBRARY_PATH, or install torch==2.7.1 once"
            + " more, or unset PYTORCH_LIBRARY_PATH to use the bundled library";

    private static final String BRIDGE = System.mapLibraryName("djl_torch");

    @TempDir
    private Path folder;

    /** What a process with these variables is told. */
    private String told(Map<String, String> variables) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("FACTORIZER_BACKEND", "djl");
        Path file = folder.resolve("lines.txt");
        FreshProcess process = FreshProcess.run(folder, environment, Opening.class, file.toString());
        assertEquals(0, process.code(), process.output());
        List<String> lines = Files.readAllLines(file);
        assertEquals(3, lines.size(), lines::toString);
        assertEquals(Set.of(lines.getFirst()), Set.copyOf(lines), "each time the same");
        return lines.getFirst();
    }

    private Path installed(String version, String content) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + "'\n");
        for (String name : List.of("c10", "torch_cpu", "torch")) {
            Files.writeString(libraries.resolve(System.mapLibraryName(name)), content);
        }
        return libraries;
    }

    @Test
    void anEmptyFolder() throws IOException, InterruptedException {
        assertEquals("backend \"djl\" is not available: PYTORCH_LIBRARY_PATH is " + folder + ", where there is no "
                + System.mapLibraryName("torch") + ". Set it to the folder torch/lib of PyTorch 2.7.1, or unset it to use the"
                + " bundled library.", told(Map.of("PYTORCH_LIBRARY_PATH", folder.toString())));
    }

    @Test
    void anotherVersion() throws IOException, InterruptedException {
        Path libraries = installed("2.6.0", "");
        assertEquals("backend \"djl\" is not available: PyTorch in " + libraries + " has version 2.6.0, expected 2.7.1. Install"
                + " torch==2.7.1, or build DJL's bridge for 2.6.0 as docs/djl.md says, or unset PYTORCH_LIBRARY_PATH to use the bundled"
                + " library.",
                told(Map.of("PYTORCH_LIBRARY_PATH", libraries.toString())));
    }

    @Test
    void aDamagedLibrary() throws IOException, InterruptedException {
        Path libraries = installed("2.7.1", "this is no library, however long it is: " + "no ".repeat(1000));
        String message = told(Map.of("PYTORCH_LIBRARY_PATH", libraries.toString()));
        assertTrue(message.startsWith("backend \"djl\": PyTorch 2.7.1 (cpu, " + libraries + ") could not be loaded: " + libraries),
                message);
        assertTrue(message.endsWith(INSTALLED), message);
    }

    /** The bundled libraries, in a folder of their own that says another version. */
    private Path unpacked(String version) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + "'\n");
        Backends.named("djl").close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(LibUtils.getLibtorchPath()))) {
            for (Path file : files) {
                if (!file.toString().endsWith(BRIDGE)) {
                    Files.createSymbolicLink(libraries.resolve(file.getFileName()), file);
                }
            }
        }
        return libraries;
    }

    /** Cleaning up the folder warns of links that lead out of it. */
    @AfterEach
    void noLinksAreLeft() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void anotherVersionIsUsedWithTheBridgeBesideIt() throws IOException, InterruptedException {
        Path libraries = unpacked("9.10.11");
        try (InputStream bridge = JniUtils.class.getResourceAsStream("/jnilib/" + Platform.detectPlatform("pytorch").getClassifier()
                + "/cpu/" + BRIDGE)) {
            Files.copy(bridge, libraries.resolve(BRIDGE));
        }
        assertEquals("opened djl", told(Map.of("PYTORCH_LIBRARY_PATH", libraries.toString())));
    }

    @Test
    void aDamagedBridge() throws IOException, InterruptedException {
        Path libraries = unpacked("9.10.11");
        Path bridge = Files.writeString(libraries.resolve(BRIDGE), "this is no bridge, however long it is: " + "no ".repeat(1000));
        String message = told(Map.of("PYTORCH_LIBRARY_PATH", libraries.toString()));
        assertTrue(message.startsWith("backend \"djl\": PyTorch 9.10.11 (cpu, " + libraries + " with a bridge beside) could not be"
                + " loaded: " + bridge), message);
        assertTrue(message.endsWith("; add the folder of what is missing to LD_LIBRARY_PATH, or build " + bridge + " for exactly this"
                + " PyTorch, or unset PYTORCH_LIBRARY_PATH to use the bundled library"), message);
    }

    @Test
    void aPlaceThatCannotBeUnpackedInto() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("file"));
        String message = told(Map.of("DJL_CACHE_DIR", file.toString()));
        assertTrue(message.startsWith("backend \"djl\": PyTorch 2.7.1 (cpu, bundled) could not be loaded: " + file), message);
        assertTrue(message.endsWith("; delete the folder pytorch in .djl.ai in the home folder, or name another place by"
                + " DJL_CACHE_DIR, so that it is unpacked once more"), message);
    }

    /** Else the tests above would prove nothing. */
    @Test
    void theOneThatComesAlongIsUsed() throws IOException, InterruptedException {
        assertEquals("opened djl", told(Map.of()));
    }
}
