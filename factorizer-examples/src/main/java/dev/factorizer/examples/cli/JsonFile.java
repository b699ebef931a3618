package dev.factorizer.examples.cli;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes results for other programs. */
final class JsonFile {
    private JsonFile() { }

    /**
     * Refuses a file that can't be written, or would be written over what is read, before any work is done for it.
     *
     * @param option the option that names it
     * @param file the file; null if none was asked for
     * @param read what the command reads
     * @throws IOException if its folder doesn't exist, it is a folder itself, or one of those that are read
     */
    static void check(String option, Path file, Collection<Path> read) throws IOException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new IOException(option + " " + file + ": cannot be written, expected a file in an existing folder");
        }
        AtomicFile.requireWritable(List.of(file), read);
    }

    /**
     * Writes maps, lists and simple values.
     *
     * @param file the file
     * @param tree what to write
     * @throws IOException if it can't be written
     */
    static void write(Path file, Map<String, ?> tree) throws IOException {
        write(file, JsonTree.text(tree));
    }

    /** The same for a list of them. */
    static void write(Path file, List<?> list) throws IOException {
        write(file, JsonTree.text(list));
    }

    private static void write(Path file, byte[] text) throws IOException {
        AtomicFile.write(file.toAbsolutePath(), out -> out.write(text));
    }
}
