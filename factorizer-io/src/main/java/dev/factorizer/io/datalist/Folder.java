package dev.factorizer.io.datalist;

import dev.factorizer.io.files.FileFormat;
import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is in folders, by name. What systems leave behind ({@code ._x} beside each {@code x} on a disk that a Mac has written to,
 * {@code .DS_Store}, {@code Thumbs.db} and hidden files) is left out and remembered.
 */
final class Folder {
    private static final Set<String> LITTER = Set.of("Thumbs.db", "desktop.ini", "__MACOSX");
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int DEEPEST_SERIES = 3;
    private static final int FIRST_FILES = 8;

    private final Collection<Path> ignored = new TreeSet<>();

    /** All files and folders of a folder that are not hidden, by name; none if there is no such folder. */
    List<Path> entries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                String name = entry.getFileName().toString();
                if (name.startsWith(".") || LITTER.contains(name)) {
                    ignored.add(entry);
                } else {
                    entries.add(entry);
                }
                if (entries.size() > MOST_ENTRIES) {
                    throw new MalformedFileException(folder, "has more than " + MOST_ENTRIES + " entries, expected a folder of cases");
                }
            }
        } catch (AccessDeniedException e) {
            throw new MalformedFileException(folder, "may not be read; change its permissions", e);
        } catch (DirectoryIteratorException e) {
            IOException cause = Objects.requireNonNull(e.getCause(), "it has a cause");
            throw new MalformedFileException(folder, "can't be listed: " + cause.getMessage(), e);
        }
        entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        return entries;
    }

    /** The folders in a folder. */
    List<Path> folders(Path folder) throws IOException {
        return entries(folder).stream().filter(Files::isDirectory).toList();
    }

    /** The images in a folder, as far as their names say. */
    List<Path> images(Path folder) throws IOException {
        return entries(folder).stream().filter(entry -> ImageNames.stem(entry.getFileName().toString()).isPresent()
                && !Files.isDirectory(entry)).toList();
    }

    /** The images in a folder, and the folders in it that hold DICOM files: each of these is an image, too. */
    List<Path> scans(Path folder) throws IOException {
        List<Path> scans = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry) ? holdsDicom(entry, DEEPEST_SERIES) : ImageNames.stem(entry.getFileName().toString()).isPresent()) {
                scans.add(entry);
            }
        }
        return scans;
    }

    /** By the first files of it and of the folders in it: a series may have thousands. */
    private static boolean holdsDicom(Path folder, int depth) throws IOException {
        List<Path> inside;
        try (Stream<Path> entries = Files.list(folder)) {
            inside = entries.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
        } catch (AccessDeniedException e) {
            return false;
        }
        for (Path file : inside.stream().filter(Files::isRegularFile).limit(FIRST_FILES).toList()) {
            if (isDicom(file)) {
                return true;
            }
        }
        for (Path below : depth == 1 ? List.<Path>of() : inside.stream().filter(Files::isDirectory).limit(FIRST_FILES).toList()) {
            if (holdsDicom(below, depth - 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDicom(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return FileFormat.of(in.readNBytes(FileFormat.BYTES)).equals(Optional.of(FileFormat.DICOM));
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /** What was left out, as a warning; none if nothing was. */
    List<Problem> ignored() {
        if (ignored.isEmpty()) {
            return List.of();
        }
        return List.of(new Problem.Warning(ProblemKind.IGNORED, "", ignored.size() + (ignored.size() == 1 ? " hidden file was"
                : " hidden files were") + " left out, such as " + ignored.iterator().next()));
    }
}
