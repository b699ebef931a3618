package dev.factorizer.backend.djl.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which native library of PyTorch would be loaded: the one that comes along as a jar, or an installed one. Finding it loads
 * nothing.
 *
 * @param flavor {@code cpu}, or {@code cu128} for CUDA 12.8
 * @param folder where an installed one lies; empty for the one in the jar
 */
public record NativeLibrary(String flavor, Optional<Path> folder) {
    /** The only version DJL's bridge was built for. */
    public static final String VERSION = "2.7.1";
    /** The folder of an installed PyTorch's libraries. */
    public static final String PATH_VARIABLE = "PYTORCH_LIBRARY_PATH";
    /** Its version, where it is given. */
    public static final String VERSION_VARIABLE = "PYTORCH_VERSION";
    /** Its flavor, where it is given. */
    public static final String FLAVOR_VARIABLE = "PYTORCH_FLAVOR";

    private static final String CPU = "cpu";
    private static final String CUDA = "cu128";
    private static final String IN_JAR = "native/lib/pytorch.properties";

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
        return find(System.getenv(), NativeLibrary.class.getClassLoader());
    }

    /**
     * Looks where given variables say, else on a class path.
     *
     * @param environment the variables
     * @param classes the class path
     * @return the library, or why there is none
     */
    static Search find(Map<String, String> environment, ClassLoader classes) {
        String path = environment.getOrDefault(PATH_VARIABLE, "");
        if (!path.isBlank()) {
            return installed(Path.of(path), environment);
        }
        if (classes.getResource(IN_JAR) != null) {
            return new Search.Found(new NativeLibrary(CPU, Optional.empty()));
        }
        return new Search.Missing("PyTorch's native library for " + platform() + " is not on the class path.",
                "Put ai.djl.pytorch:pytorch-native-cpu:" + VERSION + ":" + platform() + " there, or install PyTorch " + VERSION
                + " and set " + PATH_VARIABLE + " to its folder torch/lib.");
    }

    private static Search installed(Path folder, Map<String, String> environment) {
        Path library = folder.resolve(System.mapLibraryName("torch"));
        if (!Files.isRegularFile(library)) {
            return new Search.Missing(PATH_VARIABLE + " is " + folder + ", where there is no " + library.getFileName() + ".",
                    "Set it to the folder torch/lib of PyTorch " + VERSION + ", or unset it to use the library that comes along.");
        }
        String version = InstalledVersion.of(folder).orElse(environment.getOrDefault(VERSION_VARIABLE, VERSION));
        if (!version.equals(VERSION)) {
            return new Search.Missing("PyTorch in " + folder + " has version " + version + ", expected " + VERSION + ".",
                    "Install torch==" + VERSION + ", or unset " + PATH_VARIABLE + " to use the library that comes along.");
        }
        boolean cuda = Files.isRegularFile(folder.resolve(System.mapLibraryName("torch_cuda")));
        String flavor = environment.getOrDefault(FLAVOR_VARIABLE, cuda ? CUDA : CPU);
        if (!flavor.equals(CPU) && !flavor.equals(CUDA)) {
            return new Search.Missing(FLAVOR_VARIABLE + " is " + flavor + ", expected " + CPU + " or " + CUDA + ".",
                    "Set it to one of them, or unset it.");
        }
        if (flavor.equals(CUDA) && !cuda) {
            return new Search.Missing(FLAVOR_VARIABLE + " is " + CUDA + ", but PyTorch in " + folder + " was built without CUDA.",
                    "Install PyTorch " + VERSION + " for CUDA 12.8, or unset " + FLAVOR_VARIABLE + ".");
        }
        return new Search.Found(new NativeLibrary(flavor, Optional.of(folder)));
    }

    /** Operating system and processor as the jars name them. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return (system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux") + "-"
                + (processor.equals("amd64") ? "x86_64" : processor);
    }

    /**
     * Whether it computes on NVIDIA GPUs.
     *
     * @return true for a CUDA flavor
     */
    public boolean cuda() {
        return flavor.equals(CUDA);
    }

    /** As people read it: version, flavor and where it is. */
    @Override
    public String toString() {
        return "PyTorch " + VERSION + " (" + flavor + ", " + folder.map(Path::toString).orElse("comes along") + ")";
    }
}
