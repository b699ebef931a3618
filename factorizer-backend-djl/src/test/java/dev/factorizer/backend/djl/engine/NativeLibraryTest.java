package dev.factorizer.backend.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Device;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    private static final ClassLoader WITH_JAR = NativeLibrary.class.getClassLoader();
    private static final ClassLoader WITHOUT_JAR = ClassLoader.getPlatformClassLoader();
    /** Who doesn't want a GPU doesn't wake its driver. */
    private static final Supplier<CudaDriver> NOT_ASKED = () -> {
        throw new AssertionError("the driver was asked");
    };
    private static final String LIBRARY = System.mapLibraryName("torch");
    private static final String BRIDGE = System.mapLibraryName("djl_torch");

    @TempDir
    private Path folder;

    private Path installed(String version, boolean cuda) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '" + version + (cuda ? "+cu130'\n" : "+cpu'\n"));
        Files.createFile(libraries.resolve(LIBRARY));
        if (cuda) {
            Files.createFile(libraries.resolve(System.mapLibraryName("torch_cuda")));
        }
        return libraries;
    }

    private static NativeLibrary.Search find(Path path, String... more) {
        return find(NOT_ASKED, path, more);
    }

    private static NativeLibrary.Search find(Supplier<CudaDriver> driver, Path path, String... more) {
        Map<String, String> environment = more.length == 0 ? Map.of("PYTORCH_LIBRARY_PATH", path.toString())
                : Map.of("PYTORCH_LIBRARY_PATH", path.toString(), more[0], more[1]);
        return NativeLibrary.find(environment, WITH_JAR, driver);
    }

    private static NativeLibrary.Search.Missing missing(String reason, String remedy) {
        return new NativeLibrary.Search.Missing(reason, remedy);
    }

    @Test
    void theJarIsFoundOnTheClassPath() {
        NativeLibrary library = new NativeLibrary(Bridge.COMES_ALONG, "cpu", Optional.empty(), List.of());
        assertEquals(new NativeLibrary.Search.Found(library), NativeLibrary.find(Map.of(), WITH_JAR, NOT_ASKED));
        assertEquals("PyTorch 2.7.1 (cpu, bundled)", library.toString());
        String platform = NativeLibrary.platform();
        assertEquals(missing("PyTorch's native library for " + platform + " is not on the class path.",
                "Put ai.djl.pytorch:pytorch-native-cpu:2.7.1:" + platform + " there, or install PyTorch 2.7.1 and set"
                + " PYTORCH_LIBRARY_PATH to its folder torch/lib."), NativeLibrary.find(Map.of(), WITHOUT_JAR, NOT_ASKED));
    }

    @Test
    void oneForAnotherPlatformIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("native/lib"));
        Files.writeString(folder.resolve("native/lib/pytorch.properties"), "version=2.7.1\nclassifier=sun-sparc\n");
        try (URLClassLoader other = new URLClassLoader(new URL[] {folder.toUri().toURL()}, WITHOUT_JAR)) {
            String platform = NativeLibrary.platform();
            assertEquals(missing("PyTorch's native library for " + platform + " is not on the class path, only that for sun-sparc.",
                    "Put ai.djl.pytorch:pytorch-native-cpu:2.7.1:" + platform + " there, or install PyTorch 2.7.1 and set"
                    + " PYTORCH_LIBRARY_PATH to its folder torch/lib."), NativeLibrary.find(Map.of(), other, NOT_ASKED));
        }
    }

    @Test
    void anInstalledOneIsTakenWhereItIsNamed() throws IOException {
        Path libraries = installed("2.7.1", false);
        NativeLibrary library = new NativeLibrary(Bridge.COMES_ALONG, "cpu", Optional.of(libraries), List.of());
        assertEquals(new NativeLibrary.Search.Found(library), find(libraries));
        assertFalse(library.cuda());
        assertEquals(List.of("cpu"), Processors.of(library, 2).stream().map(Device::name).toList());
    }

    @Test
    void oneForCudaIsKnownByItsFiles() throws IOException {
        Path libraries = installed("2.7.1", true);
        CudaDriver.Gpu small = new CudaDriver.Gpu("Small GPU", 8L << 30);
        CudaDriver.Gpu large = new CudaDriver.Gpu("Large GPU", 80L << 30);
        NativeLibrary library = new NativeLibrary(Bridge.COMES_ALONG, "cu128", Optional.of(libraries), List.of(large, small));
        assertEquals(new NativeLibrary.Search.Found(library), find(() -> new CudaDriver.Present(List.of(large, small)), libraries));
        assertTrue(library.cuda());
        List<Device> devices = Processors.of(library, 1);
        assertEquals(List.of("cuda:0", "cuda:1", "cpu"), devices.stream().map(Device::name).toList());
        assertEquals(new Device("cuda:1", "Small GPU, 8.0 GiB of memory, PyTorch 2.7.1 (cu128, " + libraries + ")", 8L << 30, false),
                devices.get(1));
    }

    @Test
    void oneForCudaNeedsTheDriver() throws IOException {
        Path libraries = installed("2.7.1", true);
        CudaDriver none = new CudaDriver.Missing("NVIDIA's driver is not there.", "Install it.");
        NativeLibrary.Search expected = missing("PyTorch in " + libraries + " was built for CUDA, but NVIDIA's driver is not there.",
                "Install it. Or set PYTORCH_FLAVOR to cpu to compute on the CPU.");
        assertEquals(expected, find(() -> none, libraries));
        assertEquals(expected, find(() -> none, libraries, "PYTORCH_FLAVOR", "cu128"));
        assertEquals(new NativeLibrary.Search.Found(new NativeLibrary(Bridge.COMES_ALONG, "cpu", Optional.of(libraries), List.of())),
                find(libraries, "PYTORCH_FLAVOR", "cpu"));
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        assertEquals(missing("PYTORCH_LIBRARY_PATH is " + folder + ", where there is no " + LIBRARY + ".",
                "Set it to the folder torch/lib of PyTorch 2.7.1, or unset it to use the bundled library."),
                find(folder));
        Path libraries = installed("2.5.0", false);
        assertEquals(missing("PyTorch in " + libraries + " has version 2.5.0, expected 2.7.1.",
                "Install torch==2.7.1, or build DJL's bridge for 2.5.0 as docs/djl.md says, or unset PYTORCH_LIBRARY_PATH to use the"
                + " bundled library."), find(libraries));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '2.7.1'\n");
        assertEquals(missing("PYTORCH_FLAVOR is rocm, expected cpu or cu128.", "Set it to one of them, or unset it."),
                find(libraries, "PYTORCH_FLAVOR", "rocm"));
        assertEquals(missing("PYTORCH_FLAVOR is cu128, but PyTorch in " + libraries + " was built without CUDA.",
                "Install PyTorch 2.7.1 for CUDA 12.8, or unset PYTORCH_FLAVOR."), find(libraries, "PYTORCH_FLAVOR", "cu128"));
        assertEquals(missing("PYTORCH_VERSION is 2.6.0, expected 2.7.1.", "Set it so, or unset it."),
                find(libraries, "PYTORCH_VERSION", "2.6.0"));
    }

    @Test
    void anotherVersionFitsWithABridgeBesideIt() throws IOException {
        Path libraries = installed("2.11.0", true);
        Supplier<CudaDriver> driver = () -> new CudaDriver.Present(List.of());
        assertEquals(missing("PyTorch in " + libraries + " has version 2.11.0, expected 2.7.1.",
                "Install torch==2.7.1, or build DJL's bridge for 2.11.0 as docs/djl.md says, or unset PYTORCH_LIBRARY_PATH to use"
                + " the bundled library."), find(libraries));
        Bridge bridge = new Bridge("2.11.0", "cu130", Optional.of(Files.createFile(libraries.resolve(BRIDGE))));
        NativeLibrary gpu = new NativeLibrary(bridge, "cu130", Optional.of(libraries), List.of());
        for (String[] more : new String[][] {{}, {"PYTORCH_FLAVOR", "cu130"}, {"PYTORCH_VERSION", "2.11.0"}}) {
            assertEquals(new NativeLibrary.Search.Found(gpu), find(driver, libraries, more));
        }
        assertTrue(gpu.cuda());
        assertEquals("PyTorch 2.11.0 (cu130, " + libraries + " with a bridge beside)", gpu.toString());
        assertEquals(new NativeLibrary.Search.Found(new NativeLibrary(bridge, "cpu", Optional.of(libraries), List.of())),
                find(libraries, "PYTORCH_FLAVOR", "cpu"));
        assertEquals(missing("PYTORCH_FLAVOR is cu128, expected cpu or cu130.", "Set it to one of them, or unset it."),
                find(libraries, "PYTORCH_FLAVOR", "cu128"));
        assertEquals(missing("PYTORCH_VERSION is 2.7.1, expected 2.11.0.", "Set it so, or unset it."),
                find(libraries, "PYTORCH_VERSION", "2.7.1"));
    }

    @Test
    void aBridgeBesideTheOnlyVersionIsSaid() throws IOException {
        Path libraries = installed("2.7.1", false);
        Bridge bridge = new Bridge("2.7.1", "cuda", Optional.of(Files.createFile(libraries.resolve(BRIDGE))));
        assertEquals(new NativeLibrary.Search.Found(new NativeLibrary(bridge, "cpu", Optional.of(libraries), List.of())),
                find(libraries));
        assertEquals(missing("PYTORCH_FLAVOR is cuda, but PyTorch in " + libraries + " was built without CUDA.",
                "Install PyTorch 2.7.1 for CUDA, or unset PYTORCH_FLAVOR."), find(libraries, "PYTORCH_FLAVOR", "cuda"));
    }

    /** Where nothing may be put into the package: a folder of links to its libraries. */
    @Test
    void theVersionIsThatOfWhatLinksLeadTo() throws IOException {
        Path libraries = installed("2.10.1", false);
        Path links = Files.createDirectories(folder.resolve("links/lib"));
        Files.createSymbolicLink(links.resolve(LIBRARY), libraries.resolve(LIBRARY));
        assertEquals(missing("PyTorch in " + links + " has version 2.10.1, expected 2.7.1.",
                "Install torch==2.7.1, or build DJL's bridge for 2.10.1 as docs/djl.md says, or unset PYTORCH_LIBRARY_PATH to use"
                + " the bundled library."), find(links));
        Bridge bridge = new Bridge("2.10.1", "cuda", Optional.of(Files.createFile(links.resolve(BRIDGE))));
        assertEquals(new NativeLibrary.Search.Found(new NativeLibrary(bridge, "cpu", Optional.of(links), List.of())), find(links));
    }

    @Test
    void aBridgeToAnUnknownVersionIsNotGuessed() throws IOException {
        Path libraries = installed("unknown", false);
        Bridge bridge = new Bridge("2.9.0", "cuda", Optional.of(Files.createFile(libraries.resolve(BRIDGE))));
        assertEquals(missing("PyTorch in " + libraries + " does not say which version it is.", "Set PYTORCH_VERSION to it."),
                find(libraries));
        assertEquals(new NativeLibrary.Search.Found(new NativeLibrary(bridge, "cpu", Optional.of(libraries), List.of())),
                find(libraries, "PYTORCH_VERSION", "2.9.0"));
    }

    @Test
    void aGpuIsNotAskedOfTheLibraryThatComesAlong() {
        assertEquals(missing("PYTORCH_FLAVOR is cu128, but the bundled library is for the CPU.",
                "Set PYTORCH_LIBRARY_PATH to the folder torch/lib of PyTorch 2.7.1 for CUDA 12.8, or unset PYTORCH_FLAVOR."),
                NativeLibrary.find(Map.of("PYTORCH_FLAVOR", "cu128"), WITH_JAR, NOT_ASKED));
    }
}
