package dev.factorizer.io.voxels;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/** A file of voxels that a header names: it must lie in the header's folder, so that a header can't have any file read. */
public final class DetachedFile {
    /** Of the names that systems take. */
    private static final int LONGEST = 4096;
    /** In bytes, of a file or folder: what disks take. */
    private static final int LONGEST_PART = 255;
    private static final int SHOWN = 60;
    private static final String TOO_LONG = "which is longer than the name of a file can be";

    private DetachedFile() { }

    /**
     * The file that a header names.
     *
     * @param header the header's file
     * @param field the field with the name, for messages
     * @param name the name as the header has it
     * @return the file, a regular one in the folder of the header or below it
     * @throws MalformedFileException if the name, or a link behind it, leads elsewhere, or to no such file
     * @throws IOException if the folder can't be read
     */
    public static Path of(Path header, String field, String name) throws IOException {
        if (name.isEmpty() || name.contains("://")) {
            throw refused(header, field, name, name.isEmpty() ? "which is empty" : "which is an address, not a file");
        }
        if (name.length() > LONGEST) {
            throw refused(header, field, name, TOO_LONG);
        }
        Path relative;
        try {
            relative = Path.of(name);
        } catch (InvalidPathException e) {
            throw refused(header, field, name, "which can't be the name of a file");
        }
        if (relative.isAbsolute() || relative.normalize().startsWith("..")) {
            throw refused(header, field, name, "which is not in its folder");
        }
        for (Path part : relative) {
            if (part.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                throw refused(header, field, name, TOO_LONG);
            }
        }
        Path file = header.resolveSibling(relative);
        FileKind.requireRegular(file, "the voxels of " + header.getFileName());
        Path folder = Objects.requireNonNull(header.toAbsolutePath().getParent(), "a file lies in a folder").toRealPath();
        if (!file.toRealPath().startsWith(folder)) {
            throw refused(header, field, name, "a link that leads out of its folder");
        }
        return file;
    }

    private static MalformedFileException refused(Path header, String field, String name, String why) {
        String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
        return new MalformedFileException(header, field + " is \"" + shown + "\", " + why + "; expected a file beside the header,"
                + " so copy it there and name it so");
    }
}
