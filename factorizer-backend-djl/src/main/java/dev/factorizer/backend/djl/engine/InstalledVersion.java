package dev.factorizer.backend.djl.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an installed PyTorch, as the files beside its libraries tell. */
final class InstalledVersion {
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private InstalledVersion() { }

    /**
     * Reads it.
     *
     * @param libraries the folder {@code lib} of a Python package or of an unpacked LibTorch
     * @return three numbers; empty where neither file is there
     */
    static Optional<String> of(Path libraries) {
        Path above = libraries.toAbsolutePath().normalize().getParent();
        if (above == null) {
            return Optional.empty();
        }
        return in(above.resolve("version.py")).or(() -> in(above.resolve("build-version")));
    }

    private static Optional<String> in(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            Matcher matcher = NUMBER.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the engine itself complains about a library that doesn't fit
        }
    }
}
