package dev.factorizer.io.datalist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Real scans beside the project; they may not be copied into it. */
public final class SharedData {
    private static final Path SHARED = Path.of("../../shared/data");

    private SharedData() { }

    /** A folder of them; where it is missing, that is said, and the test has nothing to look at. */
    public static Optional<Path> folder(String name) {
        Path folder = SHARED.resolve(name);
        if (Files.isDirectory(folder)) {
            return Optional.of(folder);
        }
        System.out.println("left out: " + folder + " is not there");
        return Optional.empty();
    }
}
