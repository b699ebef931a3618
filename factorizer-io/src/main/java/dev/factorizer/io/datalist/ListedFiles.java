package dev.factorizer.io.datalist;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Files as a list names them: relative to a base folder and inside of it. A list comes from anywhere, so it must not reach
 * other files of its reader, unless that was allowed. Links inside of the base folder are followed: they are its owner's.
 *
 * @param list the list, for messages
 * @param base the base folder
 * @param outside whether other files are allowed
 */
record ListedFiles(Path list, Path base, boolean outside) {
    static ListedFiles of(Path list, DataListOptions options) {
        Path own = list.getParent() == null ? Path.of("") : list.getParent();
        return new ListedFiles(list, options.base().orElse(own), options.outside());
    }

    /** Of a list that will be written. A root is in no folder; that it is no place for a list is said when it is written. */
    static ListedFiles beside(Path list) {
        return new ListedFiles(list, Objects.requireNonNullElse(list.toAbsolutePath().getParent(), Path.of("")), true);
    }

    /** The file that a text names. */
    Path file(String text, String where) throws IOException {
        Path named;
        try {
            named = Path.of(text);
        } catch (InvalidPathException e) {
            throw new MalformedFileException(list, refusal(text, where, "which is no name of a file here: " + e.getReason()), e);
        }
        if (text.isBlank()) {
            throw refused(text, where, "expected the name of a file");
        }
        if (!outside && named.isAbsolute()) {
            throw refused(text, where, "an absolute path, expected one inside of the base folder " + shown()
                    + "; allow others by --allow-outside, in Java by withFilesOutside");
        }
        Path file = base.resolve(named).normalize();
        if (!outside && !isInside(named)) {
            throw refused(text, where, "which leads out of the base folder " + shown() + "; name another one by --base, or allow it"
                    + " by --allow-outside, in Java by withFilesOutside");
        }
        return file;
    }

    private static boolean isInside(Path named) {
        int depth = 0;
        for (Path name : named) {
            depth += name.toString().equals("..") ? -1 : name.toString().equals(".") ? 0 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return depth > 0;
    }

    private String shown() {
        return base.toString().isEmpty() ? "." : base.toString();
    }

    /** A file as it is written into the list. */
    String text(Path file) {
        Path from = base.toAbsolutePath().normalize();
        Path to = file.toAbsolutePath().normalize();
        return to.startsWith(from) ? withSlashes(from.relativize(to)) : to.toString();
    }

    /** A relative path that is the same on all systems. */
    static String withSlashes(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
    }

    private MalformedFileException refused(String text, String where, String problem) {
        return new MalformedFileException(list, refusal(text, where, problem));
    }

    private static String refusal(String text, String where, String problem) {
        return where + " is \"" + text + "\", " + problem;
    }
}
