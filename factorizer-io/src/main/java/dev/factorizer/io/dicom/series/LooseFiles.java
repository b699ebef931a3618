package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.ImageFile;
import dev.factorizer.io.files.MalformedFileException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Files on the disk: those of a folder and of the folders in it, or a list of files.
 *
 * @param path the folder, or the first file, for messages
 * @param files the files, sorted
 * @param isFolder whether files may be left out: those that were named must be DICOM
 */
record LooseFiles(Path path, List<Path> files, boolean isFolder) implements DicomContainer {
    private static final int MOST_FILES = 200_000;

    /** Copies the list. */
    LooseFiles {
        files = List.copyOf(files);
    }

    static LooseFiles of(List<Path> files) {
        return new LooseFiles(files.getFirst(), files, false);
    }

    static LooseFiles in(Path folder) throws IOException {
        if (folder.toAbsolutePath().normalize().getNameCount() == 0) {
            throw new MalformedFileException(folder, "is the root of a disk, expected a folder with one scan");
        }
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (files.size() == MOST_FILES) {
                    throw new MalformedFileException(folder, "holds more than " + MOST_FILES + " files, expected one scan; name a"
                            + " folder in it");
                }
                files.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                throw new MalformedFileException(file, "can't be looked into: " + failure.getMessage() + "; change its permissions",
                        failure);
            }
        });
        Collections.sort(files);
        return new LooseFiles(folder, files, true);
    }

    @Override
    public LeftOut scan(Visitor visitor) throws IOException {
        LeftOut left = new LeftOut();
        // Files are called by their number: not all names can be written as text.
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            if (isFolder && !isCandidate(file)) {
                left.add(path.relativize(file).toString());
            } else {
                visitor.visit(Integer.toString(i), DicomFile.read(file));
            }
        }
        return left;
    }

    private static boolean isCandidate(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.exists(file)) {
            // A link that leads nowhere may stand for a slice that wasn't fetched.
            FileKind.requireRegular(file, "a DICOM file");
        }
        // What the system shows of itself as files seems to be empty, and some of it waits when it is read.
        if (!Files.isRegularFile(file) || Files.size(file) < EntryNames.START || EntryNames.isLeftOut(file.getFileName().toString())) {
            return false;
        }
        try (ImageFile opened = ImageFile.open(file)) {
            return DicomFile.isDicom(opened.bytes().readNBytes(EntryNames.START));
        } catch (EOFException | ZipException e) {
            // Gzip data that can't be unpacked, not even to the first bytes.
            throw new MalformedFileException(file, "can't be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public void read(Collection<String> entries, Visitor visitor) throws IOException {
        for (String entry : entries) {
            visitor.visit(entry, DicomFile.read(files.get(Integer.parseInt(entry))));
        }
    }
}
