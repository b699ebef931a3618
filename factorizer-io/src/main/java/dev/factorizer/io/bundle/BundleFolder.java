package dev.factorizer.io.bundle;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.FolderLock;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A bundle as a folder. It is replaced by the renaming of its manifest. Before, the new weights are beside the old ones, under a
 * name with their hash; after, they are renamed to their usual name. So the weights of a manifest are found
 * under one of both names at any moment, also if the writer was killed at that moment.
 */
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
            FileKind.requireReachable(file);
            throw missing(name);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > most) {
                throw new MalformedFileException(file, "has " + channel.size() + " bytes, expected at most " + most);
            }
            return Channels.newInputStream(channel).readNBytes((int) most);
        } catch (NoSuchFileException e) {
            throw missing(name);
        }
    }

    @Override
    public byte[] part(String name, Manifest.Part part) throws IOException {
        String staged = staged(name, part.sha256());
        if (Files.isRegularFile(path.resolve(staged), LinkOption.NOFOLLOW_LINKS)) {
            try {
                return part(staged, part.bytes());
            } catch (MalformedFileException e) {
                // Renamed since, or not what its name says: then the usual name counts.
                return part(name, part.bytes());
            }
        }
        return part(name, part.bytes());
    }

    private MalformedFileException missing(String name) {
        return new MalformedFileException(path, "has no file " + name + ", expected a model bundle with " + Manifest.NAME
                + " and " + Manifest.WEIGHTS);
    }

    /** What a part is called until the manifest that names its hash is in place: {@code weights-0f3c….safetensors}. */
    private static String staged(String name, String sha256) {
        int end = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        return name.substring(0, end) + "-" + sha256 + name.substring(end);
    }

    private static boolean isStaged(String name) {
        int end = Manifest.WEIGHTS.lastIndexOf('.');
        return name.matches(Manifest.WEIGHTS.substring(0, end) + "-[0-9a-f]{64}\\" + Manifest.WEIGHTS.substring(end));
    }

    static void write(BundleParts parts, Path path) throws IOException {
        requireReplaceable(path);
        while (true) {
            boolean made = make(path);
            try (FolderLock _ = FolderLock.of(path)) {
                requireReplaceable(path);
                new BundleFolder(path).replace(parts);
                made = false;
                return;
            } catch (NoSuchFileException e) {
                if (Files.isDirectory(path)) {
                    throw e;
                }
                // Another writer failed and took away the folder that it had made.
            } catch (AccessDeniedException e) {
                throw new IOException(path + ": does not allow writing; choose another", e);
            } catch (FileSystemException e) {
                throw new IOException(path + ": can't be written: " + (e.getReason() == null ? e : e.getReason()), e);
            } finally {
                if (made) {
                    deleteIfEmpty(path);
                }
            }
        }
    }

    private static boolean make(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (FileSystemException e) {
            throw new IOException(path + ": can't be written: " + (e instanceof AccessDeniedException
                    ? "its folder does not allow it; choose another" : e.getReason() == null ? e : e.getReason()), e);
        }
    }

    private static void deleteIfEmpty(Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Another writer is in it by now.
            return;
        }
    }

    private void replace(BundleParts parts) throws IOException {
        finish();
        try {
            for (Map.Entry<String, byte[]> part : parts.files().entrySet()) {
                if (!part.getKey().equals(Manifest.NAME)) {
                    write(part.getKey(), staged(part.getKey(), BundleParts.sha256(part.getValue())), part.getValue());
                }
            }
            write(Manifest.NAME, Manifest.NAME, Objects.requireNonNull(parts.files().get(Manifest.NAME), "the parts have no manifest"));
        } catch (IOException e) {
            try {
                finish();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        finish();
    }

    /** A reader of the message knows the part by its usual name. */
    private void write(String name, String under, byte[] bytes) throws IOException {
        Path file = path.resolve(under);
        try {
            AtomicFile.write(file, out -> out.write(bytes));
        } catch (IOException e) {
            throw new IOException(String.valueOf(e.getMessage()).replace(file.toString(), path.resolve(name).toString()), e);
        }
    }

    /** Renames the weights that the manifest names to their usual name; also those of a writer that was killed before. */
    private void finish() throws IOException {
        if (!Files.isRegularFile(path.resolve(Manifest.NAME))) {
            deleteStaged();
            return;
        }
        Manifest.Part weights;
        try {
            weights = BundleReader.manifest(this).weights();
        } catch (MalformedFileException e) {
            // Of another version, or damaged: what belongs to it is not known.
            return;
        }
        Path staged = path.resolve(staged(Manifest.WEIGHTS, weights.sha256()));
        if (Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(staged, path.resolve(Manifest.WEIGHTS), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        deleteStaged();
    }

    private void deleteStaged() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(file -> isStaged(file.getFileName().toString())).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Refuses a place that holds something else than a bundle or the remains of a writing that was killed. */
    static void requireReplaceable(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(path + ": its folder " + folder + (folder != null && Files.exists(folder)
                    ? " is not a folder; choose another" : " does not exist; create it first"));
        }
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            FileKind.requireReachable(path);
            throw new IOException(path + (Files.isRegularFile(path) ? ": is a file" : ": is no folder")
                    + ", expected a free name or a model bundle to replace; choose another");
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> found = files.filter(file -> !isRemains(file)).sorted().toList();
            List<String> names = found.stream().map(file -> file.getFileName().toString()).toList();
            List<String> others = found.stream().filter(file -> !NAMES.contains(file.getFileName().toString())
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> file.getFileName() + (Files.isSymbolicLink(file) ? " (a link)" : "")).toList();
            if (!others.isEmpty() || !names.isEmpty() && !names.contains(Manifest.NAME)) {
                throw new IOException(path + ": is a folder with " + (others.isEmpty() ? names : others)
                        + ", which is no model bundle, so it is not replaced; choose another name");
            }
        }
    }

    private static boolean isRemains(Path file) {
        return FolderLock.isLock(file) || AtomicFile.isUnfinished(file) || isStaged(file.getFileName().toString());
    }
}
