package dev.factorizer.io.bundle;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A bundle as a folder. */
record BundleFolder(Path path) implements BundleSource {
    private static final Set<String> NAMES = Set.of(Manifest.NAME, Manifest.WEIGHTS);

    @Override
    public Path describe(String name) {
        return path.resolve(name);
    }

    @Override
    public byte[] part(String name, long most) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(path, "has no file " + name + ", expected a model bundle with "
                    + Manifest.NAME + " and " + Manifest.WEIGHTS);
        }
        if (Files.size(file) > most) {
            throw new MalformedFileException(file, "has " + Files.size(file) + " bytes, expected at most " + most);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) most);
        }
    }

    /**
     * Writes all parts into a folder beside, then puts it in place. A bundle that was there is moved aside first and deleted
     * last, so at any moment one of both is whole.
     */
    static void write(BundleParts parts, Path path) throws IOException {
        checkReplaceable(path);
        Path fresh = AtomicFile.beside(path);
        try {
            createFolder(fresh, path);
            writeParts(parts, fresh);
            replace(fresh, path);
        } catch (IOException e) {
            // Whoever reads the message knows the bundle's name, not that of the folder beside it.
            throw new IOException(String.valueOf(e.getMessage()).replace(fresh.toString(), path.toString()), e);
        } finally {
            delete(fresh);
        }
    }

    private static void writeParts(BundleParts parts, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> part : parts.files().entrySet()) {
            AtomicFile.write(folder.resolve(part.getKey()), out -> out.write(part.getValue()));
        }
    }

    private static void createFolder(Path fresh, Path path) throws IOException {
        try {
            Files.createDirectory(fresh);
        } catch (FileSystemException e) {
            throw new IOException(path + ": can't be written: " + (e instanceof AccessDeniedException
                    ? "its folder does not allow it; choose another" : e.toString()), e);
        }
    }

    private static void checkReplaceable(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(path + ": its folder " + folder + (folder != null && Files.exists(folder)
                    ? " is not a folder; choose another" : " does not exist; create it first"));
        }
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw new IOException(path + ": is a file, expected a free name or a model bundle to replace; choose another");
        }
        try (Stream<Path> files = Files.list(path)) {
            List<String> found = files.map(file -> file.getFileName().toString()).sorted().toList();
            List<String> others = found.stream().filter(name -> !NAMES.contains(name)).toList();
            if (!others.isEmpty() || !found.isEmpty() && !found.contains(Manifest.NAME)) {
                throw new IOException(path + ": is a folder with " + (others.isEmpty() ? found : others)
                        + ", which is no model bundle, so it is not replaced; choose another name");
            }
        }
    }

    private static void replace(Path fresh, Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = AtomicFile.beside(path);
        Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
