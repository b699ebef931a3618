package dev.factorizer.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The golden values that come with this module, as files: a choice of the full set that has each kind and each solver.
 * Readers of volumes and checkpoints need files, and resources of a module may lie in a jar, so they are copied to a
 * temporary folder that closing deletes.
 *
 * @param root a folder with a folder for each area
 */
public record PackagedGolden(Path root) implements AutoCloseable {
    /** The resource that lists all others: a resource folder has no listing of its own. */
    static final String INDEX = "index.txt";

    /**
     * Copies all of them to a new temporary folder.
     *
     * @return the folder, to be closed
     * @throws IOException if it can't be written
     */
    public static PackagedGolden unpack() throws IOException {
        PackagedGolden packaged = new PackagedGolden(Files.createTempDirectory("factorizer-golden"));
        try {
            for (String name : names()) {
                Path file = packaged.root.resolve(name);
                Files.createDirectories(file.getParent());
                try (InputStream in = open(name)) {
                    Files.copy(in, file);
                }
            }
            return packaged;
        } catch (IOException | RuntimeException e) {
            packaged.close();
            throw e;
        }
    }

    /** {@return the areas that have files, in the order they build on each other} */
    public static List<GoldenArea> areas() {
        try {
            List<String> folders = names().stream().map(name -> name.substring(0, name.indexOf('/'))).distinct().toList();
            return Golden.areas().stream().filter(area -> folders.contains(area.name())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files, as paths under the root. */
    static List<String> names() throws IOException {
        try (InputStream in = open(INDEX)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = PackagedGolden.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("golden values: \"" + name + "\" is not among the module's resources, this copy of "
                    + "factorizer-golden is incomplete");
        }
        return in;
    }

    /** Deletes the folder. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("golden values: the temporary folder " + root + " can't be deleted", e);
        }
    }
}
