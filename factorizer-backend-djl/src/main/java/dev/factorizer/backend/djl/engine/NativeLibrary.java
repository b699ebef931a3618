package dev.factorizer.backend.djl.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Which native library of PyTorch would be loaded: the bundled jar or an installed one. Finding it loads
 * nothing of PyTorch; for a CUDA flavor NVIDIA's driver is asked for its GPUs.
 *
 * @param bridge what fits it to DJL
 * @param flavor {@code cpu}, or one for CUDA such as {@code cu128} for CUDA 12.8
 * @param folder where an installed one lies; empty for the one in the jar
 * @param gpus what a CUDA flavor can compute on beside the CPU
 */
public record NativeLibrary(Bridge bridge, String flavor, Optional<Path> folder, List<CudaDriver.Gpu> gpus) {
    /** The bundled version, the only one DJL's own bridge was built for. */
    public static final String VERSION = Bridge.COMES_ALONG.version();
    /** The folder of an installed PyTorch's libraries. */
    public static final String PATH_VARIABLE = "PYTORCH_LIBRARY_PATH";
    /** Its version, where it is given. */
    public static final String VERSION_VARIABLE = "PYTORCH_VERSION";
    /** Its flavor, where it is given. */
    public static final String FLAVOR_VARIABLE = "PYTORCH_FLAVOR";

    private static final String CPU = "cpu";
    private static final String TORCH = System.mapLibraryName("torch");
    private static final String IN_JAR = "native/lib/pytorch.properties";

    /** Copies the list. */
    public NativeLibrary {
        gpus = List.copyOf(gpus);
    }

    /**
     * What was found.
     */
    public sealed interface Search {
        /**
         * A library.
         *
         * @param library the library
         */
        record Found(NativeLibrary library) implements Search { }

        /**
         * None that could be used.
         *
         * @param reason why, one sentence
         * @param remedy what to do, one sentence
         */
        record Missing(String reason, String remedy) implements Search { }
    }

    /**
     * Looks where the environment says, else on the class path.
     *
     * @return the library, or why there is none
     */
    public static Search find() {
        return find(System.getenv(), NativeLibrary.class.getClassLoader(), CudaDriver::ask);
    }

    /**
     * Looks where given variables say, else on a class path.
     *
     * @param environment the variables
     * @param classes the class path
     * @param driver asks NVIDIA's driver
     * @return the library, or why there is none
     */
    static Search find(Map<String, String> environment, ClassLoader classes, Supplier<CudaDriver> driver) {
        Optional<Path> folder = given(environment, PATH_VARIABLE).map(Path::of);
        Optional<String> version = given(environment, VERSION_VARIABLE);
        if (folder.isPresent() && !Files.isRegularFile(folder.get().resolve(TORCH))) {
            return new Search.Missing(PATH_VARIABLE + " is " + folder.get() + ", where there is no " + TORCH + ".",
                    "Set it to the folder torch/lib of PyTorch " + VERSION + ", or unset it to use the bundled library.");
        }
        Optional<Bridge> bridge = folder.map(libraries -> Bridge.to(libraries, version)).orElse(Optional.of(Bridge.COMES_ALONG));
        if (bridge.isEmpty()) {
            return new Search.Missing("PyTorch in " + folder.get() + " does not say which version it is.",
                    "Set " + VERSION_VARIABLE + " to it.");
        }
        String expected = bridge.get().version();
        if (version.isPresent() && !version.get().equals(expected)) {
            return new Search.Missing(VERSION_VARIABLE + " is " + version.get() + ", expected " + expected + ".",
                    "Set it so, or unset it.");
        }
        Optional<String> flavor = given(environment, FLAVOR_VARIABLE);
        String cuda = bridge.get().cuda();
        if (flavor.isPresent() && !List.of(CPU, cuda).contains(flavor.get())) {
            return new Search.Missing(FLAVOR_VARIABLE + " is " + flavor.get() + ", expected " + CPU + " or " + cuda + ".",
                    "Set it to one of them, or unset it.");
        }
        return folder.isPresent() ? installed(folder.get(), bridge.get(), flavor, driver) : inJar(classes, flavor.orElse(CPU));
    }

    private static Search inJar(ClassLoader classes, String flavor) {
        if (!flavor.equals(CPU)) {
            return new Search.Missing(FLAVOR_VARIABLE + " is " + flavor + ", but the bundled library is for the CPU.",
                    "Set " + PATH_VARIABLE + " to the folder torch/lib of " + Bridge.COMES_ALONG.torchForCuda() + ", or unset "
                    + FLAVOR_VARIABLE + ".");
        }
        Optional<String> along = along(classes);
        if (along.equals(Optional.of(platform()))) {
            return new Search.Found(new NativeLibrary(Bridge.COMES_ALONG, CPU, Optional.empty(), List.of()));
        }
        return new Search.Missing("PyTorch's native library for " + platform() + " is not on the class path"
                + along.map(other -> ", only that for " + other).orElse("") + ".",
                "Put ai.djl.pytorch:pytorch-native-cpu:" + VERSION + ":" + platform() + " there, or install PyTorch " + VERSION
                + " and set " + PATH_VARIABLE + " to its folder torch/lib.");
    }

    /** Whose library is on a class path. */
    private static Optional<String> along(ClassLoader classes) {
        try (InputStream in = classes.getResourceAsStream(IN_JAR)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.of(properties.getProperty("classifier", "an unknown platform"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Search installed(Path folder, Bridge bridge, Optional<String> flavor, Supplier<CudaDriver> driver) {
        String version = InstalledVersion.of(folder).map(InstalledVersion::number).orElse(bridge.version());
        if (!version.equals(bridge.version())) {
            return new Search.Missing("PyTorch in " + folder + " has version " + version + ", expected " + bridge.version() + ".",
                    "Install torch==" + VERSION + ", or build DJL's bridge for " + version + " as docs/djl.md says, or unset "
                    + PATH_VARIABLE + " to use the bundled library.");
        }
        boolean cuda = Files.isRegularFile(folder.resolve(System.mapLibraryName("torch_cuda")));
        if (flavor.orElse(cuda ? bridge.cuda() : CPU).equals(CPU)) {
            return new Search.Found(new NativeLibrary(bridge, CPU, Optional.of(folder), List.of()));
        }
        if (!cuda) {
            return new Search.Missing(FLAVOR_VARIABLE + " is " + bridge.cuda() + ", but PyTorch in " + folder + " was built without CUDA.",
                    "Install " + bridge.torchForCuda() + ", or unset " + FLAVOR_VARIABLE + ".");
        }
        return withDriver(folder, bridge, driver.get());
    }

    /** PyTorch for CUDA can't even be loaded without the driver. */
    private static Search withDriver(Path folder, Bridge bridge, CudaDriver driver) {
        return switch (driver) {
            case CudaDriver.Present(List<CudaDriver.Gpu> gpus) ->
                new Search.Found(new NativeLibrary(bridge, bridge.cuda(), Optional.of(folder), gpus));
            case CudaDriver.Missing(String reason, String remedy) -> new Search.Missing("PyTorch in " + folder
                    + " was built for CUDA, but " + reason, remedy + " Or set " + FLAVOR_VARIABLE + " to " + CPU
                    + " to compute on the CPU.");
        };
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Operating system and processor as the jars name them. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux") + "-"
                + (processor.equals("amd64") ? "x86_64" : processor);
    }

    /** {@return whether it computes on NVIDIA GPUs} */
    public boolean cuda() {
        return !flavor.equals(CPU);
    }

    /** As people read it: version, flavor, where it is, and whether it brings its bridge. */
    @Override
    public String toString() {
        return "PyTorch " + bridge.version() + " (" + flavor + ", " + folder.map(Path::toString).orElse("bundled")
                + (bridge.file().isPresent() ? " with a bridge beside" : "") + ")";
    }
}
