package dev.factorizer.backend.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final ClassLoader WITH_JAR = NativeLibrary.class.getClassLoader();
    private static final ClassLoader WITHOUT_JAR = ClassLoader.getPlatformClassLoader();
    private static final String LIBRARY = System.mapLibraryName("torch");

    @TempDir
    private Path folder;

    private Path installed(String version, boolean cuda) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + "+cpu'\n");
        Files.createFile(libraries.resolve(LIBRARY));
        if (cuda) {
            Files.createFile(libraries.resolve(System.mapLibraryName("torch_cuda")));
        }
        return libraries;
    }

    private static NativeLibrary.Search find(Path path, String... more) {
        Map<String, String> environment = more.length == 0 ? Map.of("PYTORCH_LIBRARY_PATH", path.toString())
                : Map.of("PYTORCH_LIBRARY_PATH", path.toString(), more[0], more[1]);
        return NativeLibrary.find(environment, WITH_JAR);
    }

    private static NativeLibrary.Search.Missing missing(String reason, String remedy) {
        return new NativeLibrary.Search.Missing(reason, remedy);
    }

    @Test
    void theJarIsFoundOnTheClassPath() {
        NativeLibrary library = new NativeLibrary("cpu", Optional.empty());
        assertEquals(new NativeLibrary.Search.Found(library), NativeLibrary.find(Map.of(), WITH_JAR));
        assertEquals("PyTorch 2.7.1 (cpu, comes along)", library.toString());
        String platform = NativeLibrary.platform();
        assertEquals(missing("PyTorch's native library for " + platform + " is not on the class path.",
                "Put ai.djl.pytorch:pytorch-native-cpu:2.7.1:" + platform + " there, or install PyTorch 2.7.1 and set"
                + " PYTORCH_LIBRARY_PATH to its folder torch/lib."), NativeLibrary.find(Map.of(), WITHOUT_JAR));
    }

    @Test
    void anInstalledOneIsTakenWhereItIsNamed() throws IOException {
        Path libraries = installed("2.7.1", false);
        NativeLibrary library = new NativeLibrary("cpu", Optional.of(libraries));
        assertEquals(new NativeLibrary.Search.Found(library), find(libraries));
        assertFalse(library.cuda());
        assertEquals(List.of("cpu"), Processors.of(library, 2).stream().map(Device::name).toList());
    }

    @Test
    void oneForCudaIsKnownByItsFiles() throws IOException {
        Path libraries = installed("2.7.1", true);
        NativeLibrary library = new NativeLibrary("cu128", Optional.of(libraries));
        assertEquals(new NativeLibrary.Search.Found(library), find(libraries));
        assertTrue(library.cuda());
        assertEquals("cpu", Processors.of(library, 1).getLast().name());
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        assertEquals(missing("PYTORCH_LIBRARY_PATH is " + folder + ", where there is no " + LIBRARY + ".",
                "Set it to the folder torch/lib of PyTorch 2.7.1, or unset it to use the library that comes along."),
                find(folder));
        Path libraries = installed("2.5.0", false);
        assertEquals(missing("PyTorch in " + libraries + " has version 2.5.0, expected 2.7.1.",
                "Install torch==2.7.1, or unset PYTORCH_LIBRARY_PATH to use the library that comes along."), find(libraries));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '2.7.1'\n");
        assertEquals(missing("PYTORCH_FLAVOR is rocm, expected cpu or cu128.", "Set it to one of them, or unset it."),
                find(libraries, "PYTORCH_FLAVOR", "rocm"));
        assertEquals(missing("PYTORCH_FLAVOR is cu128, but PyTorch in " + libraries + " was built without CUDA.",
                "Install PyTorch 2.7.1 for CUDA 12.8, or unset PYTORCH_FLAVOR."), find(libraries, "PYTORCH_FLAVOR", "cu128"));
        Files.delete(folder.resolve("torch/version.py"));
        assertEquals(missing("PyTorch in " + libraries + " has version 2.6.0, expected 2.7.1.",
                "Install torch==2.7.1, or unset PYTORCH_LIBRARY_PATH to use the library that comes along."),
                find(libraries, "PYTORCH_VERSION", "2.6.0"));
    }
}
