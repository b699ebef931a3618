package dev.factorizer.backend.djl.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * DJL's bridge between Java and PyTorch. It fits the version of PyTorch that it was built for, and no other.
 *
 * @param version that version
 * @param cuda the flavor for GPUs, such as {@code cu128} for CUDA 12.8
 * @param file the one built for an installed PyTorch; empty for the bundled one
 */
public record Bridge(String version, String cuda, Optional<Path> file) {
    /** The one in DJL's jar. */
    public static final Bridge COMES_ALONG = new Bridge("2.7.1", "cu128", Optional.empty());

    private static final String NAME = System.mapLibraryName("djl_torch");

    /**
     * The bridge to an installed PyTorch. One that lies beside its libraries is what DJL takes before any other, and says by its
     * place for which version it is.
     *
     * @param libraries the folder of PyTorch's libraries
     * @param given its version, where it is given
     * @return the bridge; empty where there is one of unknown version
     */
    static Optional<Bridge> to(Path libraries, Optional<String> given) {
        Path file = libraries.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.of(COMES_ALONG);
        }
        Optional<InstalledVersion> installed = InstalledVersion.of(libraries);
        return installed.map(InstalledVersion::number).or(() -> given).map(version ->
                new Bridge(version, installed.flatMap(InstalledVersion::cuda).orElse("cuda"), Optional.of(file)));
    }

    /** The PyTorch for GPUs that it goes with. */
    String torchForCuda() {
        return "PyTorch " + version + (file.isEmpty() ? " for CUDA 12.8" : " for CUDA");
    }

    /** What to make once more where the two can't be loaded. */
    String again() {
        return file.map(own -> "build " + own + " for exactly this PyTorch").orElse("install torch==" + version + " once more");
    }
}
