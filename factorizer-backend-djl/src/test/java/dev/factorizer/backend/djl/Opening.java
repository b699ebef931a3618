package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program of its own that opens the backend by name, twice, and then the one that a variable names. It writes down what it
 * was given or told. Argument: the file.
 */
final class Opening {
    private Opening() { }

    static void main(String[] arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Supplier<Backend> way : List.<Supplier<Backend>>of(() -> Backends.named("djl"), () -> Backends.named("djl"),
                Backends::best)) {
            try (Backend backend = way.get()) {
                lines.add("opened " + backend.name());
            } catch (BackendException e) {
                lines.add(e.getMessage());
            }
        }
        Files.write(Path.of(arguments[0]), lines);
    }
}
