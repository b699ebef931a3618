package dev.factorizer.backend.djl.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an installed PyTorch, as the files beside its libraries tell.
 *
 * @param number three numbers
 * @param cuda its flavor for GPUs, such as {@code cu130} for CUDA 13.0; empty where it doesn't say one
 */
record InstalledVersion(String number, Optional<String> cuda) {
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(cu\\d+))?");

    /**
     * Reads it.
     *
     * @param libraries the folder {@code lib} of a Python package or of an unpacked LibTorch, or one of links into it
     * @return the version; empty where neither file is there
     */
    static Optional<InstalledVersion> of(Path libraries) {
        return above(libraries.toAbsolutePath().normalize()).or(() -> {
            try {
                return above(libraries.resolve(System.mapLibraryName("torch")).toRealPath().getParent());
            } catch (IOException e) {
                return Optional.empty(); // no such library, which is named elsewhere
            }
        });
    }

    private static Optional<InstalledVersion> above(Path libraries) {
        Path above = libraries.getParent();
        return above == null ? Optional.empty() : in(above.resolve("version.py")).or(() -> in(above.resolve("build-version")));
    }

    private static Optional<InstalledVersion> in(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = VERSION.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(new InstalledVersion(matcher.group(1), Optional.ofNullable(matcher.group(2))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the engine itself complains about a library that doesn't fit
        }
    }
}
